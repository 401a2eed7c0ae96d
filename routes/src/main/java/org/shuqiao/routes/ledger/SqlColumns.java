package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Columns of a batch as SQL arrays for {@code unnest}: one statement writes all rows, whatever their number. */
final class SqlColumns {
    private SqlColumns() {}

    static <T> SqlArrayValue uuids(Collection<T> rows, Function<T, UUID> column) {
        return new SqlArrayValue("uuid", (Object[]) rows.stream().map(column).toArray(UUID[]::new));
    }

    static SqlArrayValue uuids(Collection<UUID> ids) {
        return uuids(ids, Function.identity());
    }

    static <T> SqlArrayValue texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return new SqlArrayValue("text", (Object[]) rows.stream().map(column).toArray(String[]::new));
    }

    static <T> SqlArrayValue bytes(Collection<T> rows, Function<T, byte @Nullable []> column) {
        return new SqlArrayValue("bytea", (Object[]) rows.stream().map(column).toArray(byte[][]::new));
    }

    static <T> SqlArrayValue numbers(Collection<T> rows, ToLongFunction<T> column) {
        return new SqlArrayValue(
                "int8", (Object[]) rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
    }

    /** Instants travel as ISO-8601 text; the statement casts them to {@code timestamptz[]}. */
    static <T> SqlArrayValue instants(Collection<T> rows, Function<T, Instant> column) {
        return new SqlArrayValue("text", (Object[])
                rows.stream().map(column).map(Instant::toString).toArray(String[]::new));
    }
}
