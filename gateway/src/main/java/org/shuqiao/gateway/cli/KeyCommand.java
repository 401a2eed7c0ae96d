package org.shuqiao.gateway.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** API keys. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Issues and revokes API keys, and names who holds them.")
final class KeyCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Roles that belong to no center. */
    enum Role {
        ADMIN,
        OPERATOR,
        OFFICER,
        AUDITOR
    }

    /** Exactly one of the two. */
    static final class Holder {
        @Option(names = "--center", paramLabel = "USCI", required = true, description = "A center's key.")
        private @Nullable String center;

        @Option(names = "--role", required = true, description = "A key of a role: ${COMPLETION-CANDIDATES}.")
        private @Nullable Role role;
    }

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = "Issues a key and prints it, and nothing else. It can be read only this once.")
    int issue(
            @Mixin GatewayAccess access,
            @ArgGroup(multiplicity = "1") Holder holder,
            @Option(names = "--label", defaultValue = "command line", description = "What it is for.") String label,
            @Option(
                            names = "--holder",
                            description =
                                    "Who will have it, by name or staff number; needed for an officer: one person with two keys counts once.")
                    @Nullable String person)
            throws IOException, InterruptedException {
        ApiClient client = access.client();
        IssuedKey key = holder.center == null
                ? client.issueKey(String.valueOf(holder.role), label, person)
                : client.issueCenterKey(holder.center, label);
        spec.commandLine().getOut().println(key.apiKey());
        return ExitCode.OK;
    }

    @Command(
            name = "name-holder",
            mixinStandardHelpOptions = true,
            description = "Names the holder of an officer's key that names nobody, for good.")
    int nameHolder(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = "The key's id: the part between its first two underscores.")
                    String id,
            @Option(names = "--holder", required = true, description = "Who has it, by name or staff number.")
                    String person)
            throws IOException, InterruptedException {
        access.client().nameHolder(id, person);
        return ExitCode.OK;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a key for good.")
    int revoke(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = "The key's id: the part between its first two underscores.")
                    String id)
            throws IOException, InterruptedException {
        access.client().revokeKey(id);
        return ExitCode.OK;
    }
}
