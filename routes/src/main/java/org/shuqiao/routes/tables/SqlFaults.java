package org.shuqiao.routes.tables;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/** What an error of a database means, by the class of its SQLSTATE: the part that databases agree on. */
final class SqlFaults {
    /** No connection, no right, no room, no time, not now, no such table: nothing that another row would change. */
    private static final Set<String> OF_THE_PLACE =
            Set.of("08", "28", "2D", "25", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "61", "62", "66", "XX");

    private SqlFaults() {}

    /**
     * Whether it is the row that is not taken: a constraint, a type, a trigger. An error without a state is taken for the row's: then one
     * that is not taken holds up no other, and where it was the place's a person sends again.
     */
    static boolean isOfTheRow(SQLException error) {
        if (error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || error instanceof SQLTimeoutException
                || error instanceof SQLNonTransientConnectionException) {
            return false;
        }
        String state = error.getSQLState();
        return state == null
                || state.length() != 5
                || !state.startsWith("HYT") && !OF_THE_PLACE.contains(state.substring(0, 2));
    }

    static PlaceFailed connecting(SQLException error) {
        return new PlaceFailed(isState(error, "28") ? Why.REFUSED : Why.UNREACHABLE, "no connection", error);
    }

    /** Nothing of the message is kept: a database may quote the row in it. */
    static PlaceFailed working(SQLException error) {
        if (isState(error, "42") || isState(error, "3F")) {
            return new PlaceFailed(Why.NOT_AS_DESCRIBED, "SQLSTATE " + error.getSQLState(), error);
        }
        if (isState(error, "53")) {
            return new PlaceFailed(Why.FULL, "SQLSTATE " + error.getSQLState(), error);
        }
        return isState(error, "08")
                ? new PlaceFailed(Why.UNREACHABLE, "connection lost", error)
                : new PlaceFailed(Why.BROKEN, "SQLSTATE " + error.getSQLState(), error);
    }

    private static boolean isState(SQLException error, String wanted) {
        return error.getSQLState() != null && error.getSQLState().startsWith(wanted);
    }
}
