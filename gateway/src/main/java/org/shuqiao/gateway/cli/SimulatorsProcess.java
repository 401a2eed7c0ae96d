package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform simulators as a process of their own, so that their record survives the end of the gateway. Log:
 * {@code <home>/logs/simulators.log}.
 */
public final class SimulatorsProcess implements AutoCloseable {
    private final ChildProcess process;
    private final URI url;

    private SimulatorsProcess(ChildProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Returns the simulators' jar as the start script names it in {@code shuqiao.simulators.jar}. */
    public static Optional<Path> jarFromSettings() {
        return Optional.ofNullable(System.getProperty("shuqiao.simulators.jar")).map(Path::of);
    }

    /**
     * Starts the simulators and waits until they are ready, at most two minutes. The keys must be there, see
     * {@link DevelopmentKeys}.
     *
     * @param jar their runnable jar
     * @param port 0 takes a free one
     * @throws ProcessNotStarted if they end or are not ready in time
     */
    public static SimulatorsProcess start(Path jar, Path home, int port) throws IOException, InterruptedException {
        ChildProcess process = ChildProcess.start(
                "simulators",
                home,
                List.of(
                        "-Dfile.encoding=UTF-8",
                        "-jar",
                        jar.toString(),
                        "--home",
                        home.toString(),
                        "--port",
                        Integer.toString(port)),
                Map.of());
        return new SimulatorsProcess(process, process.awaitReady("http", "/__sim/qingdao/effects"));
    }

    /** Returns the base address, which is also the base address of each platform. */
    public URI url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks them to end and waits; ends them by force after half a minute. */
    public void stop() {
        process.stop();
    }

    /** Ends them as {@code kill -9} does, and waits until they are gone. */
    public void kill() {
        process.kill();
    }

    /** Same as {@link #stop}. */
    @Override
    public void close() {
        stop();
    }
}
