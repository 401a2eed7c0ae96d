package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.platforms.SecretService.Wrapping;

class WrappedSecretTest {
    private static final byte[] SECRET = "the secret of a day".getBytes(UTF_8);

    @Test
    void unwrapsUnderAKeyInHexadecimalDigits() throws Exception {
        byte[] secret = WrappedSecret.unwrap(
                Wrapping.AES_HEX, SecretServices.wrap("the secret of a day"), SecretServices.KEY.getBytes(UTF_8));
        assertThat(secret).isEqualTo(SECRET);
    }

    @Test
    void unwrapsUnderTheKeyThatJavasGeneratorGives() throws Exception {
        SecureRandom generator = SecureRandom.getInstance("SHA1PRNG", "SUN");
        generator.setSeed("application key".getBytes(UTF_8));
        byte[] key = new byte[16];
        generator.nextBytes(key);
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        String wrapped = Base64.getEncoder().encodeToString(cipher.doFinal(SECRET));

        assertThat(WrappedSecret.unwrap(Wrapping.AES_SHA1PRNG, wrapped, "application key".getBytes(UTF_8)))
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> WrappedSecret.unwrap(Wrapping.AES_SHA1PRNG, wrapped, "another key".getBytes(UTF_8)))
                .isInstanceOf(SecretUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0011", "not hexadecimal", "00112233445566778899aabbccddeef"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() ->
                        WrappedSecret.unwrap(Wrapping.AES_HEX, SecretServices.wrap("secret"), key.getBytes(UTF_8)))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessage("NOT_UNDERSTOOD")
                .hasNoCause();
    }

    @Test
    void refusesAnEmptySecret() {
        assertThatThrownBy(() -> WrappedSecret.unwrap(
                        Wrapping.AES_HEX, SecretServices.wrap(""), SecretServices.KEY.getBytes(UTF_8)))
                .isInstanceOf(SecretUnavailable.class);
    }
}
