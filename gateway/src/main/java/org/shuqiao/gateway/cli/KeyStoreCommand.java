package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The gateways' own keys. */
@Command(
        name = "keystore",
        mixinStandardHelpOptions = true,
        description =
                "Makes, certifies, activates and ends the keys that the gateways sign, mask, call and serve HTTPS with.")
final class KeyStoreCommand {
    private static final String ID = "The key's id.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What a key is for. */
    enum Role {
        STATEMENT,
        LOG,
        MASKING,
        CALL,
        TLS
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Prints every key, oldest first; at the end until when its certificate is valid, or the first year of the records that it masks.")
    int list(@Mixin GatewayAccess access) throws IOException, InterruptedException {
        for (GatewayKey key : access.client().keys()) {
            out().printf(
                            Locale.ROOT,
                            "%s %-9s %-15s %-6s %3d %-11s %s%n",
                            key.id(),
                            key.role(),
                            key.owner().isEmpty() ? "-" : key.owner(),
                            key.kind(),
                            key.version(),
                            key.state(),
                            term(key));
        }
        return ExitCode.OK;
    }

    private static String term(GatewayKey key) {
        Integer fromYear = key.fromYear();
        if (fromYear != null) {
            return fromYear == 0 ? "every-year" : "from-" + fromYear;
        }
        GatewayKey.Certificate certificate = key.certificate();
        return certificate == null ? "-" : certificate.validUntil().toString();
    }

    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints its id. With a secret file, that secret becomes a CALL key.")
    int generate(
            @Mixin GatewayAccess access,
            @Option(names = "--role", required = true, description = "${COMPLETION-CANDIDATES}") Role role,
            @Option(
                            names = "--owner",
                            description =
                                    "Gateway of a STATEMENT or TLS key (default: the one that answers), platform of a CALL key.")
                    @Nullable String owner,
            @Option(names = "--secret-file", paramLabel = "FILE", description = "Secret agreed with a platform.")
                    @Nullable Path secretFile)
            throws IOException, InterruptedException {
        String secret = secretFile == null ? null : Files.readString(secretFile).strip();
        out().println(access.client().createKey(role.name(), owner, secret).id());
        return ExitCode.OK;
    }

    @Command(
            name = "csr",
            mixinStandardHelpOptions = true,
            description = "Prints a request for the key's certificate (PKCS#10, PEM).")
    int csr(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(
                            names = "--name",
                            paramLabel = "HOST",
                            description =
                                    "Host name or address that clients of a TLS key know the gateway by; may be given again.")
                    @Nullable List<String> names)
            throws IOException, InterruptedException {
        byte[] request = access.client().keyRequest(id, names == null ? List.of() : names);
        out().print(new String(request, StandardCharsets.US_ASCII));
        out().flush();
        return ExitCode.OK;
    }

    @Command(name = "certify", mixinStandardHelpOptions = true, description = "Hands in the key's certificates.")
    int certify(
            @Mixin GatewayAccess access,
            @Parameters(index = "0", paramLabel = "ID", description = ID) String id,
            @Parameters(index = "1", paramLabel = "FILE", description = "PEM, the key's own certificate first.")
                    Path chain)
            throws IOException, InterruptedException {
        access.client().certifyKey(id, Files.readAllBytes(chain));
        return ExitCode.OK;
    }

    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            description = "Puts a key in force; the newest one that is in force is used.")
    int activate(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--at", paramLabel = "INSTANT", description = "From when on, as 2026-11-21T08:00:00Z.")
                    @Nullable Instant at,
            @Option(
                            names = "--from-year",
                            paramLabel = "YEAR",
                            description =
                                    "Of a MASKING key: the first year whose records it masks, one that has not begun.")
                    @Nullable Integer fromYear)
            throws IOException, InterruptedException {
        access.client().activateKey(id, at, fromYear);
        return ExitCode.OK;
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Ends the use of a key that did no harm; what it signed stays as it is.")
    int retire(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--reason", required = true, description = "Why; kept with the key.") String reason)
            throws IOException, InterruptedException {
        access.client().retireKey(id, reason);
        return ExitCode.OK;
    }

    @Command(
            name = "compromised",
            mixinStandardHelpOptions = true,
            description = "Ends the use of a key that others may have; what it signed and has not left is signed anew.")
    int compromised(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--from", required = true, description = "Since when others may have it.") Instant from,
            @Option(names = "--reason", required = true, description = "Why; kept with the key.") String reason)
            throws IOException, InterruptedException {
        access.client().markKey(id, from, reason);
        return ExitCode.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
