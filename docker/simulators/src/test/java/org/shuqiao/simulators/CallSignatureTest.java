package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallSignatureTest {
    private final CallSignature signature = new CallSignature("secret".getBytes(UTF_8));

    @Test
    void matchesTheVectorOfTheFamily() {
        assertThat(signature.of("c1", "1700000000000", "n1")).isEqualTo("RSn5XSMQxC5FGT++KgP58r7jDgHer03zJXs6mNnabmE=");
    }

    @Test
    void isTheSameWhenTheObjectIsUsedAgain() {
        String first = signature.of("c1", "1700000000000", "n1");
        assertThat(signature.accepts("c1", "1700000000000", "n1", first)).isTrue();
        assertThat(signature.accepts("c1", "1700000000000", "n1", first)).isTrue();
    }

    @Test
    void rejectsTheSignatureOfAnotherNonce() {
        assertThat(signature.accepts("c1", "1700000000000", "n2", signature.of("c1", "1700000000000", "n1")))
                .isFalse();
    }

    @Test
    void rejectsAnotherSecret() {
        CallSignature other = new CallSignature("Secret".getBytes(UTF_8));
        assertThat(signature.accepts("c1", "1700000000000", "n1", other.of("c1", "1700000000000", "n1")))
                .isFalse();
    }
}
