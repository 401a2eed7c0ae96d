package org.shuqiao.gateway.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the gateway keeps everything. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:SHUQIAO_HOME:-./data}",
            description = "Home folder (default: $$SHUQIAO_HOME or ./data).")
    private Path home = Path.of("data");

    Path path() {
        return home.toAbsolutePath().normalize();
    }
}
