package org.shuqiao.routes.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/**
 * Lays the rows of one deposit down: all in one commit where they are new, one by one where the batch was refused or may be there
 * already, so that a row that is not taken is alone in that.
 */
final class DepositRows {
    private final TableConnections connections;
    private final TableShape shape;
    private final LayRows rows;
    private final Duration within;

    /** @param within after which no further row is begun */
    DepositRows(TableConnections connections, TableShape shape, LayRows rows, Duration within) {
        this.connections = connections;
        this.shape = shape;
        this.rows = rows;
        this.within = within;
    }

    /**
     * @return what became of those that are not surely there
     * @throws PlaceFailed where surely nothing was laid down
     */
    Map<UUID, Laid> lay(Deposit deposit) throws PlaceFailed {
        long end = System.nanoTime() + within.toNanos();
        Connection connection = connections.open();
        try {
            shape.require(connection);
            return deposit.resend() || !layTogether(connection, deposit)
                    ? layOneByOne(connection, deposit, end)
                    : Map.of();
        } catch (SQLException failed) {
            throw SqlFaults.working(failed);
        } catch (CommitUnsure unsure) {
            return found(deposit);
        } finally {
            leave(connection);
        }
    }

    /** The connection was lost while the database committed. */
    private static final class CommitUnsure extends Exception {
        private static final long serialVersionUID = 1;

        CommitUnsure(SQLException lost) {
            super(lost);
        }
    }

    /** @return false where nothing is there, since one of the rows is not taken */
    private boolean layTogether(Connection connection, Deposit deposit) throws SQLException, CommitUnsure {
        try {
            rows.insertAll(connection, deposit);
        } catch (SQLException failed) {
            connection.rollback();
            if (SqlFaults.isOfTheRow(failed)) {
                return false;
            }
            throw failed;
        }
        return commit(connection);
    }

    /** Some triggers and constraints speak only now. @return false where the database has refused */
    private static boolean commit(Connection connection) throws CommitUnsure {
        try {
            connection.commit();
            return true;
        } catch (SQLException failed) {
            if (SqlFaults.isOfTheRow(failed) && isRolledBack(connection)) {
                return false;
            }
            throw new CommitUnsure(failed);
        }
    }

    private static boolean isRolledBack(Connection connection) {
        try {
            connection.rollback();
            return connection.isValid(1);
        } catch (SQLException lost) {
            return false;
        }
    }

    private Map<UUID, Laid> layOneByOne(Connection connection, Deposit deposit, long end) {
        Map<UUID, Laid> otherwise = new HashMap<>();
        List<Deposit.Row> all = deposit.rows();
        for (int i = 0; i < all.size(); i++) {
            Deposit.Row row = all.get(i);
            try {
                if (System.nanoTime() - end > 0) {
                    return rest(all, i, otherwise);
                }
                if (!rows.lay(connection, deposit, row)) {
                    otherwise.put(row.key(), Laid.NOT_LAID);
                }
                if (!commit(connection)) {
                    otherwise.put(row.key(), Laid.REFUSED);
                }
            } catch (SQLException failed) {
                if (!SqlFaults.isOfTheRow(failed) || !isRolledBack(connection)) {
                    return rest(all, i, otherwise);
                }
                otherwise.put(row.key(), Laid.REFUSED);
            } catch (CommitUnsure unsure) {
                otherwise.put(row.key(), Laid.UNSURE);
                return rest(all, i + 1, otherwise);
            }
        }
        return otherwise;
    }

    private static Map<UUID, Laid> rest(List<Deposit.Row> all, int from, Map<UUID, Laid> otherwise) {
        all.subList(from, all.size()).forEach(row -> otherwise.put(row.key(), Laid.NOT_LAID));
        return otherwise;
    }

    /**
     * What is there now is surely there. What is not may still come, since the database may be at it; the next attempt looks by the keys.
     */
    private Map<UUID, Laid> found(Deposit deposit) {
        Map<UUID, Laid> otherwise = new HashMap<>();
        deposit.rows().forEach(row -> otherwise.put(row.key(), Laid.UNSURE));
        try {
            Connection connection = connections.open();
            try {
                rows.keysOfBatch(connection, deposit.batchId())
                        .forEach(key -> otherwise.keySet().removeIf(one -> one.toString()
                                .equals(key)));
            } finally {
                leave(connection);
            }
        } catch (PlaceFailed | SQLException away) {
            return otherwise;
        }
        return otherwise;
    }

    /** Some databases commit what is open when a connection is closed. */
    static void leave(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException lost) {
            // Then the database rolls back by itself.
        }
    }
}
