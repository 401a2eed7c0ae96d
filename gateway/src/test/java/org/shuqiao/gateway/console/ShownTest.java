package org.shuqiao.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class ShownTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:30:05Z");

    private final Shown shown = new Shown(words(), Clock.fixed(NOW, ZoneOffset.UTC));

    private static ResourceBundleMessageSource words() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("console/common");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return words;
    }

    @AfterEach
    void forgetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void showsTimesOfChina() {
        assertThat(shown.time(NOW)).isEqualTo("2026-11-23 00:30:05");
        assertThat(shown.date(NOW)).isEqualTo("2026-11-23");
        assertThat(shown.time(null)).isEqualTo("—");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 250 毫秒, 250 ms",
        "PT90S, 90 秒, 90 s",
        "PT3M, 3 分钟, 3 min",
        "PT5H, 5 小时, 5 h",
        "P30D, 30 天, 30 d"
    })
    void showsDurationsInTheirLargestUnit(Duration time, String chinese, String english) {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        assertThat(shown.duration(time)).isEqualTo(chinese);
        assertThat(shown.ago(NOW.minus(time))).isEqualTo(chinese + "前");
        assertThat(shown.ago(NOW.plus(time))).isEqualTo(chinese + "后");
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(shown.duration(time)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KB", "1500000, 1.4 MB", "5000000000, 4.7 GB"})
    void showsSizes(long bytes, String text) {
        assertThat(shown.bytes(bytes).replace(",", "")).isEqualTo(text);
    }

    @Test
    void groupsNumbers() {
        assertThat(shown.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(shown.number(12.345)).isEqualTo("12.35");
        assertThat(shown.percent(0.125)).isEqualTo("12.5 %");
    }

    @Test
    void showsTheEndOfAnId() {
        assertThat(shown.brief(UUID.fromString("019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a")))
                .isEqualTo("…2e3d4b5a");
    }
}
