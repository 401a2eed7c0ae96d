package org.shuqiao.routes.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * How the embedded server runs. Given on its command line, where neither an edited {@code postgresql.conf} nor
 * {@code ALTER SYSTEM} can take durability or privacy away.
 */
final class PostgresSettings {

    private static final List<String> DURABILITY =
            List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on", "autovacuum=on");

    private static final List<String> DOORS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256",
            "max_connections=60");

    // For a node of two cores that also runs the gateway. The bundled build has no lz4, and the other compression
    // costs more processor than the disk writes it saves. jit only delays short statements.
    private static final List<String> SIZE =
            List.of("shared_buffers=256MB", "wal_buffers=16MB", "max_wal_size=2GB", "wal_compression=off", "jit=off");

    private static final List<String> TIME = List.of("timezone=UTC", "log_timezone=UTC");

    // One file per weekday, emptied when its day comes again: a week of log and no more. Errors of statements go to
    // the client alone, since their text quotes values; the server's own life and refused logins are what is left.
    private static final List<String> LOG = List.of(
            "logging_collector=on",
            "log_directory=../../log",
            "log_filename=server-%a.log",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_truncate_on_rotation=on",
            "log_file_mode=0600",
            "log_min_messages=log",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse");

    private PostgresSettings() {}

    /** The settings as arguments of {@code postgres}. */
    static List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (List<String> group : List.of(DURABILITY, DOORS, SIZE, TIME, LOG)) {
            for (String setting : group) {
                arguments.add("-c");
                arguments.add(setting);
            }
        }
        return List.copyOf(arguments);
    }
}
