package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/** Signs what the platform sends to centers, or spoils the signature in one way. Thread-safe. */
final class ReturnSigner {
    private static final Duration STALE = Duration.ofMinutes(11);

    private final Sm2Signer signer;
    private final Kona kona;
    private final StrictJson json;

    ReturnSigner(Sm2Signer signer, Kona kona, StrictJson json) {
        this.signer = signer;
        this.kona = kona;
        this.json = json;
    }

    /** What is wrong with a batch. */
    enum Tamper {
        NONE,
        UNSIGNED,
        /** One bit of the signature is another. */
        SIGNATURE,
        /** It was signed eleven minutes ago. */
        STALE,
        /** It was signed for another dataset. */
        OTHER_PATH,
        /** A blank was added to the body after it was signed. */
        BODY
    }

    ReturnedBatch sign(String dataset, String batchId, JsonNode rows, Tamper tamper, Instant now) {
        byte[] body = json.bytes(json.newObject().put("batchId", batchId).set("rows", rows));
        Instant at = tamper == Tamper.STALE ? now.minus(STALE) : now;
        String timestamp = Long.toString(at.toEpochMilli());
        String path = tamper == Tamper.OTHER_PATH ? dataset + "_other" : dataset;
        byte[] raw = RawSignature.fromDer(signer.sign(signedText(path, timestamp, body)));
        if (tamper == Tamper.SIGNATURE) {
            raw[raw.length - 1] ^= 1;
        }
        return new ReturnedBatch(
                dataset,
                timestamp,
                tamper == Tamper.BODY ? (new String(body, UTF_8) + " ").getBytes(UTF_8) : body,
                tamper == Tamper.UNSIGNED ? "" : Base64.getEncoder().encodeToString(raw));
    }

    private byte[] signedText(String dataset, String timestamp, byte[] body) {
        String path = "/platform/v1/" + CapabilityPlatform.ID + "/" + dataset;
        return String.join("\n", "POST", path, timestamp, kona.sm3Hex(body), "").getBytes(UTF_8);
    }
}
