package org.shuqiao.routes.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.HmacSm3;

/** The vector of {@code docs/inbox.md}, computed by OpenSSL. */
class WebhookCallTest {

    @Test
    void signsTimeStampAndBodyAsTheDocumentSays() {
        HmacSm3 key = new HmacSm3("sqw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".getBytes(US_ASCII));

        WebhookCall call =
                WebhookCall.of("91370212MA3C000039", List.of(), key, Instant.ofEpochMilli(1_700_000_000_000L));

        assertThat(call.body()).asString(UTF_8).isEqualTo("{\"center\":\"91370212MA3C000039\",\"messages\":[]}");
        assertThat(call.headers())
                .isEqualTo(Map.of(
                        "X-Shuqiao-Timestamp",
                        "1700000000000",
                        "X-Shuqiao-Signature",
                        "094490bdd29cc1d7091ec290444fb4f8d51ae5cdcf6a35a0b168faaff4f8ee2e"));
    }
}
