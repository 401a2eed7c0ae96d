package org.shuqiao.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPathTest {

    @ParameterizedTest
    @CsvSource({
        "https://gateway.example/operator/transfers?state=PARKED, /operator/transfers?state=PARKED",
        "/center/inbox, /center/inbox",
        "//evil.example, /",
        "https://evil.example//evil.example, /",
        "https:evil, /",
        "\\\\evil.example, /",
        "'javascript:alert(1)', /",
        "'', /"
    })
    void isAlwaysAPlaceInThisConsole(String address, String path) {
        assertThat(OwnPath.of(address)).isEqualTo(path);
    }

    @Test
    void isTheStartPageWhereNothingIsNamed() {
        assertThat(OwnPath.of(null)).isEqualTo("/");
        assertThat(OwnPath.of("/" + "a".repeat(3_000))).isEqualTo("/");
    }
}
