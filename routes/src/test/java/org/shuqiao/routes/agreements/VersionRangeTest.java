package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        ">=1.0 <2.0, 1.0, true",
        ">=1.0 <2.0, 1, true",
        ">=1.0 <2.0, 1.9.9, true",
        ">=1.0 <2.0, 1.10, true",
        ">=1.0 <2.0, 2.0, false",
        ">=1.0 <2.0, 2, false",
        ">=1.0 <2.0, 0.9, false",
        ">=1.9, 1.10, true",
        ">1.0, 1.0.0, false",
        ">1.0, 1.0.1, true",
        "<=1.1, 1.1.0, true",
        "<=1.1, 1.1.1, false",
        "=1.0, 1, true",
        "=1.0, 1.0.1, false",
        ">=2.0 <1.0, 1.5, false"
    })
    void comparesNumberByNumber(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", ".1", "1..0", "v1", "1.0-beta", "-1", " 1.0", "1.0 ", "99999999999", "一"})
    void aVersionThatIsNoDottedNumberLiesInNoRange(String version) {
        assertThat(VersionRange.parse(">=0").contains(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967295", "3000000000.0", "2147483648"})
    void aLargeNumberLiesAboveASmallOne(String version) {
        assertThat(VersionRange.parse("<2.0").contains(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0", "~1.0", "^1.0", "=>1.0", "==1.0", ">= 1.0", ">=", ">=1.x", ">=1.0,<2.0"})
    void refusesAnythingElse(String range) {
        assertThatThrownBy(() -> VersionRange.parse(range)).isInstanceOf(IllegalArgumentException.class);
    }
}
