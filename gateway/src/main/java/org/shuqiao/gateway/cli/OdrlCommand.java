package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.shuqiao.routes.agreements.OdrlExport;
import org.shuqiao.routes.agreements.OdrlImport;
import org.shuqiao.routes.agreements.OdrlNotExpressible;
import org.shuqiao.routes.failures.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** Agreements from and to ODRL, on files; no gateway is asked. */
@Command(
        name = "odrl",
        mixinStandardHelpOptions = true,
        description = "Turns an agreement into an ODRL 2.2 policy (JSON-LD), or such a policy into an agreement.")
final class OdrlCommand {
    private static final String TO = "The file to write; it must not be there yet.";

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes an agreement as a policy that says everything that the agreement says.")
    int export(
            @Parameters(paramLabel = "AGREEMENT", description = "The agreement (profile cdg-1, JSON).") Path agreement,
            @Parameters(paramLabel = "POLICY", description = TO) Path policy)
            throws IOException {
        try {
            write(policy, OdrlExport.of(Files.readAllBytes(agreement)));
        } catch (OdrlNotExpressible lost) {
            throw new DraftRefused(String.valueOf(lost.getMessage()));
        } catch (Failure unreadable) {
            throw new DraftRefused("the file is not an agreement of profile cdg-1");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Makes the agreement of a policy; refuses one of which something would be lost.")
    int importFile(
            @Parameters(paramLabel = "POLICY", description = "The policy (JSON-LD).") Path policy,
            @Parameters(paramLabel = "AGREEMENT", description = TO) Path agreement)
            throws IOException {
        try {
            write(agreement, OdrlImport.of(Files.readAllBytes(policy)));
        } catch (OdrlNotExpressible lost) {
            throw new DraftRefused(String.valueOf(lost.getMessage()));
        }
        return ExitCode.OK;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
    }
}
