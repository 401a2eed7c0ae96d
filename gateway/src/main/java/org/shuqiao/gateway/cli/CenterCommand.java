package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Centers and their secret words. */
@Command(name = "center", mixinStandardHelpOptions = true, description = "Registers centers.")
final class CenterCommand {
    private static final String USCI = "Unified social credit code of the center.";

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Registers a center.")
    int add(
            @Mixin GatewayAccess access,
            @Option(names = "--usci", required = true, description = USCI) String usci,
            @Option(names = "--name", required = true, description = "Its name.") String name,
            @Option(names = "--region", required = true, description = "Its region code (GB/T 2260).") String region)
            throws IOException, InterruptedException {
        access.client().registerCenter(usci, name, region);
        return ExitCode.OK;
    }

    @Command(
            name = "dictionary",
            mixinStandardHelpOptions = true,
            description = "Replaces the secret words of a center; a payload with one of them goes to quarantine.")
    int dictionary(
            @Mixin GatewayAccess access,
            @Option(names = "--usci", required = true, description = USCI) String usci,
            @Parameters(paramLabel = "WORD", description = "Secret words; none empties the list.") List<String> words)
            throws IOException, InterruptedException {
        access.client().setDictionary(usci, words == null ? List.of() : words);
        return ExitCode.OK;
    }
}
