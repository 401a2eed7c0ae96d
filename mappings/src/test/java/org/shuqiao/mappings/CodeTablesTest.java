package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTablesTest {

    private final Regions regions = new Regions();
    private final Industries industries = new Industries();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "370200", "370212", "370283", "370000", "500000", "500112", "140100", "140105", "360100", "110105",
                "330106", "330100"
            })
    void knowsRegion(String code) {
        assertThat(regions.known(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"370299", "379900", "371201", "990000", "99", "37021", "3702１2", "000000", "160100"})
    void refusesRegion(String code) {
        assertThat(regions.known(code)).isFalse();
    }

    @Test
    void provinceDigitsAreThoseOfTheTable() {
        CodeTable table = CodeTable.load("region");
        for (int i = 11; i < 100; i++) {
            String province = Integer.toString(i);
            assertThat(Regions.isProvince(province.charAt(0), province.charAt(1)))
                    .as(province)
                    .isEqualTo(table.has(province + "0000"));
        }
        assertThat(Regions.isProvince('1', '0')).isTrue();
        assertThat(Regions.isProvince('0', '1')).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"370212,370200", "370200,370200", "500112,500000", "110105,110000", "330106,330100"})
    void generalisesRegionToCity(String code, String city) {
        assertThat(Regions.city(code)).isEqualTo(city);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C36", "C367", "C3670", "A01", "I6510", "T97"})
    void knowsIndustry(String code) {
        assertThat(industries.known(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C3", "C01", "I36", "C36700", "C360", "c36", "U98", "C36X", "36"})
    void refusesIndustry(String code) {
        assertThat(industries.known(code)).isFalse();
    }
}
