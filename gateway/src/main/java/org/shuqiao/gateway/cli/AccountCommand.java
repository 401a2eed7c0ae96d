package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** People at the console. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = "Opens, resets, locks and ends accounts of people at the console.")
final class AccountCommand {
    private static final String ID = "The account's id, as list prints it.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Exactly one of the two. */
    static final class Place {
        @Option(names = "--center", paramLabel = "USCI", required = true, description = "An account of a center.")
        private @Nullable String center;

        @Option(names = "--role", required = true, description = "A role: ${COMPLETION-CANDIDATES}.")
        private KeyCommand.@Nullable Role role;
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            description =
                    "Opens an account and prints its password for the first sign-in, and nothing else. It can be read only this once.")
    int open(
            @Mixin GatewayAccess access,
            @ArgGroup(multiplicity = "1") Place place,
            @Option(names = "--name", required = true, description = "By which its holder signs in.") String name,
            @Option(
                            names = "--holder",
                            description =
                                    "The person, by name or staff number; needed but for a center: one person with two accounts counts once.")
                    @Nullable String holder)
            throws IOException, InterruptedException {
        Map<String, String> account = new HashMap<>(Map.of("name", name));
        if (place.center != null) {
            account.put("role", "CENTER");
            account.put("center", place.center);
        } else {
            account.put("role", String.valueOf(place.role));
        }
        if (holder != null) {
            account.put("holder", holder);
        }
        spec.commandLine().getOut().println(access.client().openAccount(account).password());
        return ExitCode.OK;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists accounts: id, state, role, name.")
    int list(@Mixin GatewayAccess access) throws IOException, InterruptedException {
        for (ConsoleAccount account : access.client().accounts()) {
            spec.commandLine()
                    .getOut()
                    .println(String.join("  ", account.keyId(), account.state(), account.role(), account.name()));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Gives an account a new password for one sign-in and prints it, and nothing else.")
    int reset(@Mixin GatewayAccess access, @Parameters(paramLabel = "ID", description = ID) String id)
            throws IOException, InterruptedException {
        spec.commandLine().getOut().println(access.client().resetAccount(id).password());
        return ExitCode.OK;
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = "Ends its sessions, and lets nobody sign in.")
    int lock(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--reason", required = true, description = "Why.") String reason)
            throws IOException, InterruptedException {
        access.client().switchAccount(id, "lock", reason);
        return ExitCode.OK;
    }

    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            description = "Undoes a lock, also one after too many attempts.")
    int unlock(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--reason", required = true, description = "Why.") String reason)
            throws IOException, InterruptedException {
        access.client().switchAccount(id, "unlock", reason);
        return ExitCode.OK;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends an account for good.")
    int revoke(@Mixin GatewayAccess access, @Parameters(paramLabel = "ID", description = ID) String id)
            throws IOException, InterruptedException {
        access.client().revokeAccount(id);
        return ExitCode.OK;
    }
}
