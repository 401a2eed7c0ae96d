package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Opens a call to the capability center: its form, application, time, encryption and signature, in this order. */
final class CapabilityEnvelope {
    static final String APP_ID = "shuqiao";
    static final Duration TIMESTAMP_WINDOW = Duration.ofMinutes(10);
    static final int MAX_BODY_BYTES = StrictJson.MAX_TEXT_CHARACTERS;

    private static final List<String> TEXTS =
            List.of("appId", "version", "timestamp", "encType", "signType", "encKey", "encData", "signData");
    private static final int SIGN_DATA_CHARACTERS = 88;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final CapabilityKeys keys;
    private final Kona kona;
    private final StrictJson json;
    private final SignedText signedText;
    private final TimeWindow window = new TimeWindow(TIMESTAMP_WINDOW);

    CapabilityEnvelope(CapabilityKeys keys, Kona kona, StrictJson json) {
        this.keys = keys;
        this.kona = kona;
        this.json = json;
        this.signedText = new SignedText(keys.applicationSecret());
    }

    /** The content of {@code data} of an authentic call. */
    ObjectNode open(byte[] body, Instant now) throws CallRefused {
        require(body.length <= MAX_BODY_BYTES, Refusal.TOO_LARGE);
        ObjectNode call = json.object(body).orElseThrow(() -> new CallRefused(Refusal.MALFORMED_CALL));
        requireForm(call);
        require(APP_ID.equals(text(call, "appId")), Refusal.UNKNOWN_CLIENT);
        require(window.holds(TimeWindow.millis(text(call, "timestamp")), now.toEpochMilli()), Refusal.STALE_TIMESTAMP);
        byte[] plainText = decrypted(call).orElseThrow(() -> new CallRefused(Refusal.UNDECIPHERABLE));
        ObjectNode data = json.object(plainText).orElseThrow(() -> new CallRefused(Refusal.MALFORMED_CALL));
        byte[] signature = signature(text(call, "signData"));
        byte[] covered = signedText.of(call, data).getBytes(UTF_8);
        require(keys.caller().accepts(covered, signature), Refusal.WRONG_CALL_SIGNATURE);
        return data;
    }

    /** A {@code data} in the clear beside the encrypted one could be taken for what was signed. */
    private static void requireForm(ObjectNode call) throws CallRefused {
        for (String name : TEXTS) {
            require(!text(call, name).isEmpty(), Refusal.MALFORMED_CALL);
        }
        boolean known = text(call, "version").equals("1.0.0")
                && text(call, "encType").equals("SM4")
                && text(call, "signType").equals("SM2");
        require(known && !call.has("data"), Refusal.MALFORMED_CALL);
    }

    private Optional<byte[]> decrypted(ObjectNode call) {
        try {
            byte[] sealed = Base64.getDecoder().decode(text(call, "encData"));
            Optional<byte[]> key = keys.decryption().open(Base64.getDecoder().decode(text(call, "encKey")));
            if (key.isEmpty() || key.get().length != KEY_BYTES || sealed.length < NONCE_BYTES + TAG_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = kona.sm4Gcm();
            GCMParameterSpec nonce = new GCMParameterSpec(TAG_BYTES * 8, Arrays.copyOf(sealed, NONCE_BYTES));
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.get(), "SM4"), nonce);
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] signature(String signData) throws CallRefused {
        require(signData.length() == SIGN_DATA_CHARACTERS, Refusal.MALFORMED_CALL_SIGNATURE);
        try {
            return RawSignature.toDer(Base64.getDecoder().decode(signData));
        } catch (IllegalArgumentException | MalformedDer e) {
            throw new CallRefused(Refusal.MALFORMED_CALL_SIGNATURE);
        }
    }

    /** The member's text; empty when it is missing or is no text. */
    private static String text(ObjectNode call, String name) {
        return call.path(name).isTextual() ? call.path(name).textValue() : "";
    }

    private static void require(boolean holds, Refusal refusal) throws CallRefused {
        if (!holds) {
            throw new CallRefused(refusal);
        }
    }
}
