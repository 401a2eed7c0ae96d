package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.shuqiao.gateway.GatewayApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway until the process is ended. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the gateway until it is ended.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description =
                    "Port; 0 takes a free one (default: ${DEFAULT-VALUE}). The real port is written to run/gateway.port.")
    private int port;

    @Option(
            names = "--development",
            description =
                    "Use, and make where they are missing, the keys of development/ in the home folder. Whoever can read that"
                            + " folder can sign as anybody: for trials only.")
    private boolean development;

    @Option(
            names = "--http",
            description = "Serve HTTP in place of HTTPS, for a proxy on this machine that ends TLS; on loopback only.")
    private boolean http;

    /** Returns once it serves; the server's own threads keep the process alive. */
    @Override
    public Integer call() throws IOException {
        if (development) {
            DevelopmentKeys.createIfAbsent(home.path(), Clock.systemUTC(), new SecureRandom());
        }
        List<String> settings = new ArrayList<>();
        if (development) {
            settings.add("--shuqiao.development=true");
        }
        if (http) {
            settings.add("--shuqiao.http=true");
        }
        GatewayApplication.start(home.path(), port, settings);
        return ExitCode.OK;
    }
}
