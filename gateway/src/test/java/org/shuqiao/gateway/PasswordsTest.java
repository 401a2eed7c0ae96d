package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void knowsAPasswordByItsHash() {
        String password = passwords.oneTime();
        String hash = passwords.hash(password);

        assertThat(hash).startsWith("$argon2id$").doesNotContain(password);
        assertThat(passwords.matches(password, hash)).isTrue();
        assertThat(passwords.matches(password + "x", hash)).isFalse();
        assertThat(passwords.hash(password)).isNotEqualTo(hash);
    }

    @Test
    void matchesNothingWhereThereIsNoAccount() {
        assertThat(passwords.matches(passwords.oneTime(), null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "一座桥，两岸的数据都从这里过, -",
                "correct horse battery, -",
                "short, SHORT",
                "elevenchars, SHORT",
                "aaaaaaaaaaaaaaaa, COMMON",
                "Password1234, COMMON",
                "my-name-is-wang.li, NAME"
            })
    void takesWhatIsHardToGuess(String password, String fault) {
        assertThat(Passwords.fault(password, "Wang.Li")).isEqualTo(fault);
    }

    @Test
    void refusesWhatIsTooLongToHash() {
        assertThat(Passwords.fault("长".repeat(129), "wang")).isEqualTo("LONG");
    }
}
