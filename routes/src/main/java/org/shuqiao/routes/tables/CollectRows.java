package org.shuqiao.routes.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.Troubles;

/** Reads what the platform has written beside our rows, and marks what was read. It keeps one connection while there is something. */
final class CollectRows implements Collector {
    private static final int KEY_CHARS = 64;
    private static final int CODE_CHARS = 64;
    private static final int RECEIPT_CHARS = 1 << 16;
    private static final int SIGNATURE_CHARS = 1 << 13;
    private static final int FINGERPRINT_BYTES = 8;
    private static final String DONE = "2";

    private final TableConnections connections;
    private final TableShape shape;
    private final TableSql sql;
    private final Troubles troubles;
    private @Nullable Connection kept;

    CollectRows(TableConnections connections, TableShape shape, TableSql sql, Troubles troubles) {
        this.connections = connections;
        this.shape = shape;
        this.sql = sql;
        this.troubles = troubles;
    }

    @Override
    public synchronized List<Collected> collect(int limit, Taken taken) throws PlaceFailed {
        leave();
        try {
            Connection connection = connection();
            shape.require(connection);
            List<Collected> said = said(connection, limit);
            connection.rollback();
            if (said.isEmpty()) {
                leave();
            }
            troubles.none();
            return said;
        } catch (SQLException failed) {
            leave();
            throw troubles.met(SqlFaults.working(failed));
        } catch (PlaceFailed failed) {
            leave();
            throw troubles.met(failed);
        }
    }

    private List<Collected> said(Connection connection, int limit) throws SQLException {
        String text = sql.said(KEY_CHARS + 1, CODE_CHARS + 1, RECEIPT_CHARS + 1, SIGNATURE_CHARS + 1);
        List<Collected> said = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(text)) {
            find.setQueryTimeout(connections.statementSeconds());
            find.setMaxRows(limit);
            find.setFetchSize(Math.min(limit, 20));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    said.add(collected(rows));
                }
            }
        }
        return said;
    }

    private static Collected collected(ResultSet rows) throws SQLException {
        String key = text(rows, 1);
        String flag = text(rows, 3);
        String code = text(rows, 4);
        String receipt = text(rows, 5);
        String signature = text(rows, 6);
        // A row can speak again, and then it is not what was taken before.
        String source = key + '/' + text(rows, 2) + '/' + fingerprint(flag + '\n' + code + '\n' + receipt);
        if (key.length() > KEY_CHARS
                || code.length() > CODE_CHARS
                || receipt.length() > RECEIPT_CHARS
                || signature.length() > SIGNATURE_CHARS) {
            return Collected.unreadable(source, Why.TOO_LONG);
        }
        // Only a receipt says that something was taken, so a row that is done and has none says nothing.
        return Collected.of(source, List.of(new Collected.Row(key, flag.equals(DONE) ? "" : code, receipt, signature)));
    }

    private static String fingerprint(String said) {
        return HexFormat.of().formatHex(Sm3.digest(said.getBytes(UTF_8)), 0, FINGERPRINT_BYTES);
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "").strip();
    }

    @Override
    public void done(Collected collected) throws PlaceFailed {
        mark(collected, "1");
    }

    @Override
    public void putAside(Collected collected) throws PlaceFailed {
        mark(collected, "9");
    }

    /** What was laid down anew meanwhile is another laying down, and is not marked. */
    private synchronized void mark(Collected collected, String mark) throws PlaceFailed {
        int fingerprint = collected.source().lastIndexOf('/');
        int end = collected.source().lastIndexOf('/', fingerprint - 1);
        try {
            Connection connection = connection();
            try (PreparedStatement update = connection.prepareStatement(sql.collected())) {
                update.setQueryTimeout(connections.statementSeconds());
                update.setString(1, mark);
                update.setString(2, collected.source().substring(0, end));
                update.setString(3, collected.source().substring(end + 1, fingerprint));
                update.executeUpdate();
            }
            connection.commit();
        } catch (SQLException failed) {
            leave();
            throw troubles.met(SqlFaults.working(failed));
        }
    }

    private Connection connection() throws PlaceFailed {
        Connection open = kept;
        if (open == null) {
            open = connections.open();
            kept = open;
        }
        return open;
    }

    private void leave() {
        Connection open = kept;
        if (open != null) {
            DepositRows.leave(open);
            kept = null;
        }
    }

    synchronized void close() {
        leave();
    }
}
