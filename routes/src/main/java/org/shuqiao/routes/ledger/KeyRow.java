package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads a key as the database has it. */
final class KeyRow implements RowMapper<StoredKey> {
    @Override
    public StoredKey mapRow(ResultSet row, int number) throws SQLException {
        return new StoredKey(
                row.getObject("id", UUID.class),
                StoredKey.Role.valueOf(row.getString("role")),
                row.getString("owner"),
                StoredKey.Kind.valueOf(row.getString("kind")),
                row.getInt("version"),
                StoredKey.State.valueOf(row.getString("state")),
                row.getBytes("sealed"),
                row.getBytes("chain"),
                instant(row, "activate_at"),
                instant(row, "retired_at"),
                instant(row, "compromised_from"),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getInt("from_year"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
