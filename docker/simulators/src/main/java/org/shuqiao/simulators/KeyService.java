package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.tomakehurst.wiremock.http.Request;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** The key service of family B: a secret for a service, encrypted under the application's key (AES, ECB, PKCS#5). */
final class KeyService implements SecretService {
    private final String applicationKey;
    private final HandedSecrets secrets;
    private final StrictJson json;
    private final TimeWindow window = new TimeWindow(RequesterCheck.TIMESTAMP_WINDOW);
    private final KeyedText hash = Kona::hmacSha256;

    /** @param applicationKey 64 hexadecimal digits */
    KeyService(String applicationKey, HandedSecrets secrets, StrictJson json) {
        this.applicationKey = applicationKey;
        this.secrets = secrets;
        this.json = json;
    }

    @Override
    public ObjectNode answer(Request call, Instant now) throws CallRefused {
        ObjectNode question = json.object(call.getBody()).orElseThrow(() -> new CallRefused(Refusal.MALFORMED_CALL));
        String service = text(question, "gjgxjhpt_sid");
        String timestamp = text(question, "gjgxjhpt_rtime");
        CallCheck.require(CallCheck.CLIENT_ID.equals(text(question, "gjgxjhpt_rid")), Refusal.UNKNOWN_CLIENT);
        CallCheck.require(window.holds(TimeWindow.millis(timestamp), now.toEpochMilli()), Refusal.STALE_TIMESTAMP);
        CallCheck.require(
                hash.accepts(
                        applicationKey.getBytes(US_ASCII),
                        service + CallCheck.CLIENT_ID + timestamp,
                        text(question, "gjgxjhpt_sign")),
                Refusal.WRONG_CALL_SIGNATURE);
        HandedSecrets.Handed handed = secrets.handOut(service, now);
        ObjectNode answer = json.newObject().put("code", "0");
        answer.putObject("data")
                .put("secret", Base64.getEncoder().encodeToString(wrapped(handed)))
                .put("secretEndTime", Long.toString(handed.until().toEpochMilli()));
        return answer;
    }

    @SuppressWarnings(
            "InsecureCryptoUsage") // What clients of such services decrypt; there is no place for anything else.
    private byte[] wrapped(HandedSecrets.Handed handed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(applicationKey), "AES"));
            return cipher.doFinal(handed.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot encrypt with AES", e);
        }
    }

    private static String text(ObjectNode object, String member) {
        return object.path(member).asText("");
    }
}
