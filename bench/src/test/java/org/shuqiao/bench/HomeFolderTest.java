package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

    @Test
    void countsWhatStaysAndNoJournals(@TempDir Path folder) throws IOException {
        write(folder.resolve("postgres/cluster/data/base/1/16384"), 100);
        write(folder.resolve("postgres/cluster/data/pg_wal/000000010000000000000001"), 1_000);
        write(folder.resolve("broker/journal/activemq-data-1.amq"), 10_000);

        try (HomeFolder home = HomeFolder.open(folder)) {
            assertThat(home.bytes()).isEqualTo(100);
        }
        assertThat(folder).exists();
    }

    @Test
    void removesATemporaryFolderAndWhatIsInIt() throws IOException {
        Path path;
        try (HomeFolder home = HomeFolder.open(null)) {
            path = home.path();
            write(path.resolve("a/b/c"), 10);
            Files.createSymbolicLink(path.resolve("link"), Path.of("/etc"));
        }
        assertThat(path).doesNotExist();
        assertThat(Path.of("/etc")).exists();
    }

    private static void write(Path file, int bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }
}
