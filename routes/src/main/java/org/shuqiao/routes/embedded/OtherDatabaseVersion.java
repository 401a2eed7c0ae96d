package org.shuqiao.routes.embedded;

import java.nio.file.Path;

/**
 * The data directory was written by another major version of PostgreSQL, or is none at all. It is left as it is: moving
 * data to another major version is an operator's decision (dump and restore, or {@code pg_upgrade}).
 */
public final class OtherDatabaseVersion extends EmbeddedServerFailure {

    private final String found;
    private final String expected;

    OtherDatabaseVersion(Path data, String found, String expected) {
        super(
                "%s holds data of PostgreSQL version %s, this Shuqiao brings version %s; the data was not touched"
                        .formatted(data, found, expected),
                null);
        this.found = found;
        this.expected = expected;
    }

    /** Major version in the data directory's {@code PG_VERSION}, or {@code unknown} when it has none. */
    public String found() {
        return found;
    }

    /** Major version of the PostgreSQL that this build brings along. */
    public String expected() {
        return expected;
    }
}
