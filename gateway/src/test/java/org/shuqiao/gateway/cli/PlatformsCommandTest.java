package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformsCommandTest {

    @TempDir
    private Path home;

    @Test
    void makesAPlatformThatPassesAndTellsWhatIsWrongWithLineInBothLanguages() throws IOException {
        Run made = Run.of("platforms", "new", "city-archive", "--transport", "sftp", "--home", home);
        Path folder = home.resolve("platforms/city-archive");
        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains(folder.toString());
        assertThat(Run.of("platforms", "check", folder))
                .isEqualTo(new Run(0, "city-archive: ✓ 2 条样例记录通过 | sample records come through\n", ""));
        assertThat(Run.of("platforms", "check", home.resolve("platforms")).exitCode())
                .isZero();

        Path mapping = folder.resolve("activity.mapping.yaml");
        String right = Files.readString(mapping);
        Files.writeString(mapping, right.replace("from: /title", "from: /titel"));
        Run found = Run.of("platforms", "check", folder);

        int line = right.lines().toList().indexOf("  - {to: /name, zh: 活动名称, from: /title, accepts: [raw]}") + 1;
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out())
                .isEqualTo(mapping + ":" + line + ": UNKNOWN_PATH 数据集中没有字段 /titel | The dataset has no field /titel\n");
    }

    @Test
    void overwritesNothingAndTakesNoOtherNameOrTransport() {
        Object[] make = {"platforms", "new", "mine", "--in", home};
        assertThat(Run.of(make).exitCode()).isZero();
        assertThat(Run.of(make).exitCode()).isEqualTo(1);
        assertThat(Run.of("platforms", "new", "../mine", "--in", home).exitCode())
                .isEqualTo(2);
        assertThat(Run.of("platforms", "new", "other", "--transport", "pigeon", "--in", home)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("platforms", "check", home.resolve("nothing")).exitCode())
                .isEqualTo(1);
    }
}
