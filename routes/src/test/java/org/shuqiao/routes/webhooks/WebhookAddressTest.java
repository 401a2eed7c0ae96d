package org.shuqiao.routes.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** What a center may name as its webhook. */
class WebhookAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://center.example.com/hook",
                "HTTPS://center.example.com",
                "https://center.example.com:8443/a?b=c",
                "https://1.1.1.1/hook",
                "https://[2400:3200::1]/hook"
            })
    void takesAnAddressOfThePublicInternet(String url) {
        assertThat(WebhookAddress.parse(url, WebhookRules.strict())).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED|https://exa mple.com",
                "MALFORMED|https://例子.中国/",
                "SCHEME|http://center.example.com",
                "SCHEME|ftp://center.example.com",
                "SCHEME|file:///etc/passwd",
                "SCHEME|center.example.com/hook",
                "HOST|https:///hook",
                "HOST|https:hook",
                "HOST|https://a_b.example.com/",
                "HOST|https://127.1/",
                "USER_INFO|https://user:secret@center.example.com/",
                "FRAGMENT|https://center.example.com/#a",
                "PORT|https://center.example.com:0/",
                "PORT|https://center.example.com:65536/",
                "PRIVATE_ADDRESS|https://127.0.0.1/",
                "PRIVATE_ADDRESS|https://2130706433/",
                "PRIVATE_ADDRESS|https://169.254.169.254/latest/meta-data/",
                "PRIVATE_ADDRESS|https://[::1]/",
                "PRIVATE_ADDRESS|https://[::ffff:10.0.0.1]/",
                "PRIVATE_ADDRESS|https://[fd00::1]/"
            })
    void refusesAnythingElse(String why, String url) {
        assertRefused(url, WebhookRules.strict(), why);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertRefused("https://center.example.com/" + "a".repeat(2_000), WebhookRules.strict(), "TOO_LONG");
    }

    @Test
    void takesWhatTheOperatorHasAllowed() {
        WebhookAddress.parse("https://192.168.1.2/", new WebhookRules(true, false));
        WebhookAddress.parse("http://127.0.0.1:8080/", new WebhookRules(true, true));
        assertRefused("http://192.168.1.2/", new WebhookRules(true, false), "SCHEME");
        assertRefused("http://192.168.1.2/", new WebhookRules(false, true), "PRIVATE_ADDRESS");
    }

    private static void assertRefused(String url, WebhookRules rules, String why) {
        assertThatThrownBy(() -> WebhookAddress.parse(url, rules)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.WEBHOOK_REFUSED);
            assertThat(failure.facts()).isEqualTo(Map.of("why", why));
        });
    }
}
