package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * The data directory and the passwords that belong to it. Both are made in a folder under another name and get their
 * name at once, so a crash in the middle leaves nothing that could be mistaken for a database. A named folder is never
 * deleted, whatever is wrong with it.
 *
 * @param folder holds {@code data}, {@code password} and {@code superuser.password}
 */
record PostgresCluster(Path folder) {

    /** Name of the database and of its owner, an ordinary role: nothing in Shuqiao needs a superuser. */
    static final String DATABASE = "shuqiao";

    private static final String PASSWORD = "password";
    private static final String SUPERUSER_PASSWORD = "superuser.password";
    private static final Duration INITIALISATION_LIMIT = Duration.ofMinutes(3);

    /**
     * The cluster under {@code parent}, whose version has been checked, if there is one.
     *
     * @throws OtherDatabaseVersion if its data are not of {@link PostgresBinaries#MAJOR_VERSION}
     */
    static PostgresCluster in(Path parent) throws IOException {
        PostgresCluster cluster = new PostgresCluster(parent.resolve("cluster"));
        if (cluster.exists()) {
            Path version = cluster.data().resolve("PG_VERSION");
            String found = Files.exists(version) ? Files.readString(version).strip() : "unknown";
            if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
                throw new OtherDatabaseVersion(cluster.data(), found, PostgresBinaries.MAJOR_VERSION);
            }
        }
        return cluster;
    }

    boolean exists() {
        return Files.exists(folder);
    }

    Path data() {
        return folder.resolve("data");
    }

    String password() throws IOException {
        return Files.readString(folder.resolve(PASSWORD));
    }

    void initialise(PostgresPrograms programs, SecureRandom random) throws IOException {
        PostgresCluster unfinished = new PostgresCluster(PrivateFiles.createUnfinished(folder.resolveSibling("")));
        unfinished.makeData(programs, random);
        unfinished.makeDatabase(programs, random);
        PrivateFiles.publish(unfinished.folder, folder);
    }

    private void makeData(PostgresPrograms programs, SecureRandom random) throws IOException {
        Path passwordFile = folder.resolve(SUPERUSER_PASSWORD);
        PrivateFiles.writeNew(passwordFile, RandomPassword.next(random));
        List<String> arguments = List.of(
                "--pgdata=" + data(),
                "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums");
        programs.run(INITIALISATION_LIMIT, "initdb", arguments, "");
    }

    // In single-user mode, so that database and role exist before the folder has its name and no server has to be
    // reachable without them.
    private void makeDatabase(PostgresPrograms programs, SecureRandom random) throws IOException {
        String password = RandomPassword.next(random);
        PrivateFiles.writeNew(folder.resolve(PASSWORD), password);
        List<String> arguments = List.of(
                "--single",
                "-D",
                data().toString(),
                "-c",
                "exit_on_error=on",
                "-c",
                "log_min_error_statement=panic",
                "template1");
        String statements =
                """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
                GRANT pg_monitor TO %1$s
                CREATE DATABASE %1$s OWNER %1$s
                """
                        .formatted(DATABASE, password);
        programs.run(INITIALISATION_LIMIT, "postgres", arguments, statements);
    }
}
