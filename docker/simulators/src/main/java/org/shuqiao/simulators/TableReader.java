package org.shuqiao.simulators;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads an exchange table as its platform would: takes rows that are new one by one, by a step of their flag that only one reader can
 * make, and writes what became of them into the columns that are the platform's.
 */
final class TableReader {
    private static final int MOST = 200;
    private static final String TABLE = "shuqiao_exchange";
    private static final String CREATE =
            """
            CREATE TABLE IF NOT EXISTS shuqiao_exchange (
              transfer_id varchar(64) NOT NULL PRIMARY KEY, biz_pk varchar(250) NOT NULL, batch_id varchar(64) NOT NULL,
              op varchar(1) NOT NULL, op_time varchar(32) NOT NULL, row_hash varchar(64) NOT NULL, dataset varchar(64) NOT NULL,
              content text NOT NULL, stmt text NOT NULL, stmt_sign text NOT NULL, collected varchar(1) NOT NULL,
              sync_flag varchar(1) NOT NULL, err_code varchar(64), err_msg varchar(1000), retry varchar(8),
              receipt text, receipt_sign text, ywsr varchar(32), pxrc varchar(32), wzqys varchar(32), gxdjcs varchar(32))
            """;

    private final RowPlatform platform;
    private final StrictJson json;
    /** What is to be said of rows of which something stands there that has not been collected. */
    private final List<ObjectNode> waiting = new ArrayList<>();

    TableReader(RowPlatform platform, StrictJson json) {
        this.platform = platform;
        this.json = json;
    }

    /** Where the table is. */
    record Address(String url, String user, String password) {
        Connection open() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        @Override
        public String toString() {
            return "Address[]";
        }
    }

    /** Makes the table where it is not there yet. */
    void prepare(Address address) throws SQLException {
        try (Connection connection = address.open();
                Statement create = connection.createStatement()) {
            create.execute(CREATE);
        }
    }

    /** One look. */
    void look(Address address) throws SQLException {
        try (Connection connection = address.open()) {
            for (Row row : found(connection)) {
                if (isTaken(connection, row.key())) {
                    waiting.addAll(platform.take(row.key(), row.dataset(), row.content(), TABLE).stream()
                            .toList());
                }
            }
            platform.saidAtLast().values().forEach(waiting::addAll);
            write(connection);
        }
    }

    private record Row(String key, String dataset, ObjectNode content) {}

    private List<Row> found(Connection connection) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT transfer_id, dataset, content, stmt, stmt_sign FROM " + TABLE + " WHERE sync_flag = '0'")) {
            find.setMaxRows(MOST);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(
                            rows.getString(1),
                            rows.getString(2),
                            json.newObject()
                                    .put("content", rows.getString(3))
                                    .put("statement", rows.getString(4))
                                    .put("signature", rows.getString(5))));
                }
            }
        }
        return found;
    }

    private static boolean isTaken(Connection connection, String key) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(
                "UPDATE " + TABLE + " SET sync_flag = '1' WHERE transfer_id = ? AND sync_flag = '0'")) {
            take.setString(1, key);
            return take.executeUpdate() == 1;
        }
    }

    /** Nothing is written over before it is collected, so what is said of a row comes in its order. */
    private void write(Connection connection) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("UPDATE " + TABLE
                + " SET sync_flag = ?, err_code = ?, receipt = ?, receipt_sign = ?, collected = '0'"
                + " WHERE transfer_id = ? AND (sync_flag = '1' OR collected <> '0')")) {
            for (ObjectNode row : List.copyOf(waiting)) {
                boolean done = row.has("receipt");
                write.setString(1, done ? "2" : "9");
                write.setString(2, done ? null : row.path("code").asText());
                write.setString(3, row.path("receipt").textValue());
                write.setString(4, row.path("signature").textValue());
                write.setString(5, row.path("key").asText());
                if (write.executeUpdate() == 1) {
                    waiting.remove(row);
                }
            }
        }
    }
}
