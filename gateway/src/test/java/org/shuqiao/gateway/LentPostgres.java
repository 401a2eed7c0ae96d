package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL as the tests of routes have unpacked it, lent to another home: to unpack it is to force a thousand files to disk. */
final class LentPostgres {
    private static final Path UNPACKED = Path.of("..", "routes", "target", "unpacked-postgres");

    private LentPostgres() {}

    /** Does nothing where those tests have not run; then whoever starts there unpacks its own. */
    static void to(Path home) throws IOException {
        if (!Files.isDirectory(UNPACKED)) {
            return;
        }
        Path folder = Files.createDirectories(home.resolve("postgres"));
        try (Stream<Path> unpacked = Files.list(UNPACKED.toRealPath())) {
            List<Path> programs = unpacked.filter(
                            path -> path.getFileName().toString().startsWith("bin-"))
                    .toList();
            for (Path one : programs) {
                Files.createSymbolicLink(folder.resolve(one.getFileName()), one);
            }
        }
    }
}
