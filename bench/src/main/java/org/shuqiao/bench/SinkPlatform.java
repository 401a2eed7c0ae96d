package org.shuqiao.bench;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;

/**
 * Plays the Qingdao platform for a load: takes payloads, honours idempotency keys, answers signed receipts, and counts. What it does
 * not check (call signature, time, nonce) the simulators check; a load asks how fast, not whether. Thread-safe.
 */
final class SinkPlatform {
    private static final String RECORD_ID = "\"recordId\":\"";
    private static final int MAX_KEY_CHARS = 64;

    private final Signer signer;
    private final Clock clock;
    private final @Nullable StatementCheck statementCheck;
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong refused = new AtomicLong();

    /** @param statementCheck null to look only whether a statement and its signature are there */
    SinkPlatform(Signer signer, Clock clock, @Nullable StatementCheck statementCheck) {
        this.signer = signer;
        this.clock = clock;
        this.statementCheck = statementCheck;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** How many calls were answered without a receipt. */
    long refused() {
        return refused.get();
    }

    HttpReply answer(HttpMessage call) {
        String key = call.header("x-idempotency-key");
        String statement = call.header("x-shuqiao-statement");
        String signature = call.header("x-shuqiao-signature");
        String certificate = call.header("x-shuqiao-certificate");
        if (!call.startLine().startsWith("POST /gateway/api/1/") || key == null || !isKey(key)) {
            return refusal(400, "4000", "请求不符合接口规范");
        }
        if (statement == null || signature == null || certificate == null) {
            return refusal(401, "4011", "缺少签名声明");
        }
        String payloadHash = Sm3.hex(call.body());
        String recordId = recordId(statement, signature, certificate, key, payloadHash);
        return recordId == null ? refusal(401, "4011", "签名声明无效") : store(key, recordId, payloadHash);
    }

    private HttpReply store(String key, String recordId, String payloadHash) {
        long now = System.nanoTime();
        Arrivals.Recorded recorded = arrivals.record(key, () -> {
            SignedReceipt receipt = SignedReceipt.stored(key, payloadHash, clock, signer);
            return new Arrival(key, recordId, payloadHash, receipt, now);
        });
        Arrival stored = recorded.arrival();
        if (!stored.payloadHash().equals(payloadHash)) {
            return refusal(200, "4090", "幂等键已用于其他内容");
        }
        return recorded.first() ? receipt("0", "接收成功", stored.receipt()) : receipt("1001", "重复提交", stored.receipt());
    }

    /** @return the record that the statement is about; null when it is not acceptable */
    private @Nullable String recordId(
            String statement, String signature, String certificate, String key, String payloadHash) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(statement);
            if (statementCheck != null) {
                byte[] signatureBytes = Base64.getUrlDecoder().decode(signature);
                if (!statementCheck.accepts(bytes, signatureBytes, certificate, key, payloadHash)) {
                    return null;
                }
            }
            return recordId(bytes);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Looks for one member instead of parsing: the load generator's own record ids hold nothing that JSON escapes. */
    private static @Nullable String recordId(byte[] statement) {
        String text = new String(statement, StandardCharsets.ISO_8859_1);
        int start = text.indexOf(RECORD_ID);
        int end = start < 0 ? -1 : text.indexOf('"', start + RECORD_ID.length());
        return end < 0 ? null : text.substring(start + RECORD_ID.length(), end);
    }

    private static boolean isKey(String key) {
        boolean good = !key.isEmpty() && key.length() <= MAX_KEY_CHARS;
        for (int i = 0; good && i < key.length(); i++) {
            char c = key.charAt(i);
            good = c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
        return good;
    }

    private static HttpReply receipt(String code, String message, SignedReceipt receipt) {
        return new HttpReply(
                200,
                """
                {"code":"%s","message":"%s","receipt":"%s","signature":"%s"}"""
                        .formatted(code, message, receipt.receipt(), receipt.signature()));
    }

    private HttpReply refusal(int status, String code, String message) {
        refused.incrementAndGet();
        return new HttpReply(status, "{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
    }
}
