package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchAnswerTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void sendsTheFirstResultsAtOnceAndTheOthersAtTheEnd() throws IOException {
        try (BatchAnswer answer = new BatchAnswer(out, 4, folder)) {
            add(answer, "a\n", "b\n", "c\n", "d\n");
            answer.flush();
            assertThat(out.toString(UTF_8)).isEqualTo("a\nb\n");

            answer.finish();
            assertThat(out.toString(UTF_8)).isEqualTo("a\nb\nc\nd\n");
            assertThat(answer.bytes()).isEqualTo(8);
        }
    }

    @Test
    void keepsTheOrderWhenAShortResultWouldStillFit() throws IOException {
        try (BatchAnswer answer = new BatchAnswer(out, 4, folder)) {
            add(answer, "a\n", "long\n", "b\n");
            answer.finish();
        }
        assertThat(out.toString(UTF_8)).isEqualTo("a\nlong\nb\n");
    }

    @Test
    void leavesNoFileBehindEvenWhileItIsUsed() throws IOException {
        try (BatchAnswer answer = new BatchAnswer(out, 0, folder)) {
            add(answer, "a\n");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static void add(BatchAnswer answer, String... lines) throws IOException {
        for (String line : lines) {
            answer.add(line.getBytes(UTF_8));
        }
    }
}
