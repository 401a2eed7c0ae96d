package org.shuqiao.gateway.cli;

import picocli.CommandLine.Command;

/** Everything a script needs to set a gateway up. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        description = "Sets up a running gateway over HTTP, and signs agreements.",
        subcommands = {
            CenterCommand.class,
            KeyCommand.class,
            AccountCommand.class,
            KeyStoreCommand.class,
            AgreementCommand.class
        })
final class AdminCommand {}
