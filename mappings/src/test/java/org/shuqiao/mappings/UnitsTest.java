package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    private final Units units = Units.load();

    @ParameterizedTest
    @CsvSource({"1.28, 亿元, 万元, 12800", "35000, 元, 万元, 3.5", "0.9, 千人, 人, 900", "7, 家, 家, 7", "12800, 万元, 亿元, 1.28"})
    void convertsMultiples(BigDecimal number, String from, String to, BigDecimal expected) {
        assertThat(units.convert(number, from, to)).isEqualByComparingTo(expected);
    }

    /** The three forms count trained people as 人次, 千人 and 人次: no factor leads from heads to attendances. */
    @ParameterizedTest
    @CsvSource({"千人, 人次", "人次, 人", "个, 家", "平方米, 万元"})
    void knowsNoFactorBetweenOthers(String from, String to) {
        assertThat(units.convert(BigDecimal.ONE, from, to)).isNull();
    }

    @Test
    void roundsAHalfEitherWay() {
        assertThat(Units.isRounded(new BigDecimal("1.23"), new BigDecimal("1.235"), 2))
                .isTrue();
        assertThat(Units.isRounded(new BigDecimal("1.24"), new BigDecimal("1.235"), 2))
                .isTrue();
        assertThat(Units.isRounded(new BigDecimal("1.24"), new BigDecimal("1.2349"), 2))
                .isFalse();
    }
}
