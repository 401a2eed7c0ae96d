package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway as a process of its own, with development keys: {@code serve --development} of the same program as this one. Its log is {@code <home>/logs/gateway.log}. */
public final class GatewayProcess implements AutoCloseable {
    private final ChildProcess process;
    private final URI url;

    private GatewayProcess(ChildProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the gateway with HTTPS and waits until it is ready, at most two minutes.
     *
     * @param port 0 takes a free one
     * @param environment added to that of this process; {@code SHUQIAO_PLATFORMS_QINGDAO_BASE_URL} is the platform's address
     * @throws ProcessNotStarted if it ends or is not ready in time
     */
    public static GatewayProcess start(Path home, int port, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(home, port, environment, List.of());
    }

    /**
     * Does the same.
     *
     * @param options of {@code serve}, for example {@code --http}
     */
    public static GatewayProcess start(Path home, int port, Map<String, String> environment, List<String> options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(GatewayProgram.javaArguments());
        arguments.addAll(
                List.of("serve", "--development", "--home", home.toString(), "--port", Integer.toString(port)));
        arguments.addAll(options);
        ChildProcess process = ChildProcess.start("gateway", home, arguments, environment);
        String scheme = options.contains("--http") ? "http" : "https";
        return new GatewayProcess(process, process.awaitReady(scheme, "/actuator/health/readiness"));
    }

    /** Returns the base address, for example {@code https://127.0.0.1:8080}. */
    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end and waits; ends it by force after half a minute. */
    public void stop() {
        process.stop();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.kill();
    }

    /** Same as {@link #stop}. */
    @Override
    public void close() {
        stop();
    }
}
