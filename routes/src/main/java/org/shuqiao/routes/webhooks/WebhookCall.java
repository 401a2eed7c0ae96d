package org.shuqiao.routes.webhooks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.routes.inbox.MessageView;
import org.shuqiao.routes.ledger.InboxMessage;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of a webhook: messages in their order, signed with HMAC-SM3 over {@code timestamp ‖ LF ‖ body}.
 *
 * @param headers its two headers
 * @param body JSON, UTF-8
 */
record WebhookCall(Map<String, String> headers, byte[] body) {
    static final String TIMESTAMP = "X-Shuqiao-Timestamp";
    static final String SIGNATURE = "X-Shuqiao-Signature";

    private record Body(String center, List<MessageView> messages) {}

    /** @param at milliseconds of it since 1970 are the time stamp, so that a receiver can refuse what is old */
    static WebhookCall of(String center, List<InboxMessage> messages, HmacSm3 key, Instant at) {
        byte[] body = JsonMapper.shared()
                .writeValueAsBytes(
                        new Body(center, messages.stream().map(MessageView::of).toList()));
        String timestamp = Long.toString(at.toEpochMilli());
        byte[] code = key.mac((timestamp + "\n").getBytes(StandardCharsets.US_ASCII), body);
        return new WebhookCall(
                Map.of(TIMESTAMP, timestamp, SIGNATURE, HexFormat.of().formatHex(code)), body);
    }
}
