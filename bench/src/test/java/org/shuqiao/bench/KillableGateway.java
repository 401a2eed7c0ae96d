package org.shuqiao.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.shuqiao.gateway.cli.GatewayProcess;
import org.shuqiao.gateway.cli.GatewayTrust;

/** A gateway that is killed and started again on the same home, each time on another port. */
final class KillableGateway implements AutoCloseable {
    private final Path home;
    private final Map<String, String> environment;
    private final SSLContext trust;
    private volatile GatewayProcess process;

    static {
        // A look that finds nothing yet is no verdict: it is the last look that counts.
        Awaitility.ignoreExceptionsByDefault();
    }

    KillableGateway(Path home, URI platform) throws IOException, InterruptedException {
        this(home, Map.of("SHUQIAO_PLATFORMS_QINGDAO_BASE_URL", platform.toString()));
    }

    KillableGateway(Path home, Map<String, String> environment) throws IOException, InterruptedException {
        this.home = home;
        this.environment = environment;
        LentPostgres.to(home);
        this.process = start();
        this.trust = GatewayTrust.of(home);
    }

    private GatewayProcess start() throws IOException, InterruptedException {
        return GatewayProcess.start(home, 0, environment);
    }

    GatewayProcess process() {
        return process;
    }

    /** Whom a client believes; the certificate stays the same over all starts. */
    SSLContext trust() {
        return trust;
    }

    URI url() {
        return process.url();
    }

    /** Takes the processor from it, so that it answers nobody, while its database ends what it was told. */
    void hold() throws IOException, InterruptedException {
        signal("STOP");
    }

    void letGo() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }

    /** To look into its database, which goes on without it. */
    Connection ledger() throws IOException, SQLException {
        Path cluster = home.resolve("postgres/cluster");
        String port = Files.readAllLines(cluster.resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/shuqiao",
                "shuqiao",
                Files.readString(cluster.resolve("password")));
    }

    void killAndStartAgain() throws IOException, InterruptedException {
        process.kill();
        process = start();
    }

    /** Also where a start failed after a kill, and the database of the killed gateway still runs. */
    @Override
    public void close() throws IOException {
        process.stop();
        Path pidFile = home.resolve("postgres/cluster/data/postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            ProcessHandle postmaster = ProcessHandle.of(pid)
                    .filter(handle -> handle.info().commandLine().orElse("").contains(home.toString()))
                    .orElse(null);
            if (postmaster != null) {
                postmaster.destroy();
                postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            }
        }
    }
}
