package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vectors of docs/platforms/call-families.md: the simulators compute them by themselves. */
class CallChecksTest {
    private final Kona kona = new Kona();

    @Test
    void familyBIsThatOfTheVector() {
        KeyedText hash = Kona::hmacSha256;
        assertThat(hash.of("secret".getBytes(UTF_8), "s_1" + "r_1" + "1700000000000"))
                .isEqualTo("h7I3342lMI2CF/2BNGp4C103n9bme5AkfE+9fxkZFqs=");
    }

    @Test
    void familyCIsThatOfTheVector() {
        assertThat(FamilyCCheck.signed("1700000000", "tok", "n1"))
                .isEqualTo("78b09d58f97aa86b95e5f4f046ca86202495be2bce7102edbb773ac4c8a3d232");
    }

    @Test
    void familyGIsThatOfTheVector() {
        KeyedText hash = kona::hmacSm3;
        assertThat(hash.of("token".getBytes(UTF_8), "r_1" + "s_1" + "1700000000000"))
                .isEqualTo("joNcsBDclsN4tkuftvH2Jn9BXkyoR3Fb2olJgdcgeBM=");
    }
}
