package org.shuqiao.gateway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.gateway.StartRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/**
 * The program. Exit codes: 0 done, 1 refused or failed (one line on standard error says why), 2 wrong usage. {@code serve} leaves the
 * process running.
 */
@Command(
        name = "shuqiao",
        mixinStandardHelpOptions = true,
        description = "Exchange gateway between digital-transformation centers and government data platforms.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            FrontDatabaseCommand.class,
            AdminCommand.class,
            KeysCommand.class,
            PlatformsCommand.class
        })
public final class Shuqiao {
    private Shuqiao() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) {
        int exitCode = commandLine()
                .setOut(writer(FileDescriptor.out))
                .setErr(writer(FileDescriptor.err))
                .execute(arguments);
        // After a good start of the gateway its own threads keep the process alive; exiting here would end it.
        if (exitCode != ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Shuqiao())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Shuqiao::explain);
    }

    /** What the caller can do something about is one line; anything else is ours and keeps its stack trace. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof ApiRefused
                || failure instanceof DraftRefused
                || failure instanceof UnusableKey
                || failure instanceof StartRefused
                || failure instanceof IOException) {
            command.getErr().println(command.getCommandName() + ": " + message(failure));
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (failure instanceof SSLException) {
            return kind + ": " + message
                    + "; --ca names an authority to believe, --url the gateway as its certificate does";
        }
        return failure instanceof IOException && !(failure instanceof ProcessNotStarted)
                ? kind + (message == null ? "" : ": " + message)
                : String.valueOf(message);
    }

    /** The Chinese lines must come out right also where the locale says ASCII only. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        Charset system = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        Charset charset = system.newEncoder().canEncode('数') ? system : StandardCharsets.UTF_8;
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }
}
