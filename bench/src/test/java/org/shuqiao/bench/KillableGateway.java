package org.shuqiao.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
