package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A real PostgreSQL server of our own, as durable as any other: {@code fsync}, {@code synchronous_commit} and
 * {@code full_page_writes} are on and cannot be switched off, logins need a password (SCRAM), and only the loopback
 * address is open, on another free port at every start.
 *
 * <p>Everything lives in {@code <home>/postgres}: the programs, the data, the passwords (files only the owner can read)
 * and a week of logs. The server is a separate process. When ours is killed it lives on; the next start on the same
 * home recognises it, stops it cleanly and starts it again. No data directory is ever deleted.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final OwnerLock lock;
    private final Postmaster postmaster;
    private final int port;
    private final String password;

    private EmbeddedPostgres(OwnerLock lock, Postmaster postmaster, int port, String password) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server, making its data directory first where there is none.
     *
     * @param home the folder of this Shuqiao; it is made when absent
     * @param random for the passwords of a new data directory
     * @throws HomeInUse if another live Shuqiao has started a server on this home
     * @throws OtherDatabaseVersion if the data are of another major version of PostgreSQL
     * @throws ServerNotStarted for every other reason; the end of the server's log is in the message
     */
    public static EmbeddedPostgres start(Path home, SecureRandom random) {
        try {
            Path folder = PrivateFiles.createFolders(home.resolve("postgres"));
            OwnerLock lock = OwnerLock.take(folder);
            try {
                return start(folder, lock, random);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerNotStarted("cannot use the folder of PostgreSQL under " + home, e);
        }
    }

    private static EmbeddedPostgres start(Path folder, OwnerLock lock, SecureRandom random) throws IOException {
        PostgresCluster cluster = PostgresCluster.in(folder);
        PrivateFiles.deleteUnfinished(folder);
        PostgresPrograms programs = PostgresPrograms.of(
                PostgresBinaries.unpackedIn(folder), PrivateFiles.createFolders(folder.resolve("log")));
        if (!cluster.exists()) {
            cluster.initialise(programs, random);
        }
        Postmaster postmaster = new Postmaster(cluster, programs);
        return new EmbeddedPostgres(lock, postmaster, postmaster.start(), cluster.password());
    }

    /** Address of the database for JDBC, without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, PostgresCluster.DATABASE);
    }

    /** The role that owns the database; it is no superuser. */
    public String username() {
        return PostgresCluster.DATABASE;
    }

    /** Password of {@link #username()}: random, made with the data directory. */
    public String password() {
        return password;
    }

    /** Stops the server and gives the home free. Connections that are still open are cut. */
    @Override
    public void close() {
        try (lock) {
            postmaster.stop();
        } catch (IOException e) {
            throw new ServerNotStarted("cannot stop PostgreSQL", e);
        }
    }
}
