package org.shuqiao.simulators;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command line of the platform simulators: starts them and leaves them running until the process is ended. Exit code 0
 * after a normal end, 1 when they cannot start (one line on standard error says why), 2 for a wrong option.
 */
@Command(
        name = "simulators",
        mixinStandardHelpOptions = true,
        description =
                "Starts the platform simulators (WireMock, admin API open) with the development keys in the home folder.")
public final class Simulators implements Callable<Integer> {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:SHUQIAO_HOME:-./data}",
            description = "Home folder with development/ in it (default: $SHUQIAO_HOME or ./data).")
    private Path home = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8090",
            description = "Port; 0 takes a free one. The real port is written to run/simulators.port.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address (default: ${DEFAULT-VALUE}). Whoever reaches it can script the simulators.")
    private String bindAddress = "127.0.0.1";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Simulators() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new Simulators())
                .setExecutionExceptionHandler(Simulators::explain)
                .execute(arguments);
        // After a good start the server's threads keep the process alive; exiting here would end it.
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        PortFile portFile = new PortFile(home);
        portFile.clear();
        SimulatorServer server = SimulatorServer.start(home, bindAddress, port, Clock.systemUTC(), new SecureRandom());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, portFile), "simulators-stop"));
        portFile.write(server.port());
        spec.commandLine()
                .getOut()
                .printf(
                        "Platform simulators on http://%s:%d (effects: /__sim/PLATFORM/effects, time stamps: /tsa, admin: /__admin/)%n",
                        bindAddress, server.port());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static void stop(SimulatorServer server, PortFile portFile) {
        portFile.clear();
        server.close();
    }

    private static int explain(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof StartupFailure)) {
            throw failure;
        }
        commandLine.getErr().println("simulators: " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
