package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamilyACallTest {
    private final FamilyACall call = new FamilyACall("c1", "secret".getBytes(StandardCharsets.US_ASCII));

    @Test
    void matchesTheReferenceVector() {
        assertThat(call.sign(1_700_000_000_000L, "n1")).isEqualTo("RSn5XSMQxC5FGT++KgP58r7jDgHer03zJXs6mNnabmE=");
    }

    @Test
    void signsTheSameFromManyThreads() {
        assertThat(IntStream.range(0, 1000)
                        .parallel()
                        .mapToObj(i -> call.sign(1_700_000_000_000L, "n1"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void dependsOnTimeAndNonce() {
        assertThat(call.sign(1_700_000_000_001L, "n1")).isNotEqualTo(call.sign(1_700_000_000_000L, "n1"));
        assertThat(call.sign(1_700_000_000_000L, "n2")).isNotEqualTo(call.sign(1_700_000_000_000L, "n1"));
    }
}
