package org.shuqiao.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;

/** Development keys of a platform and of a gateway, and calls as that gateway makes them. */
final class PlatformKeys {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final DevelopmentAuthority authority;
    private final SecureRandom random = new SecureRandom();

    PlatformKeys(Path folder) throws IOException {
        authority = DevelopmentAuthority.openOrCreate(folder, Clock.systemUTC(), random);
    }

    TrustedCertificates trusted() {
        return authority.trusted();
    }

    Signer signer(String name) throws IOException {
        return authority.issue(name, name).signer(random);
    }

    /** A call with one record under one key, signed by this signer. */
    HttpMessage call(UUID key, String recordId, String payload, Signer signer) {
        return new HttpMessage(
                "POST /gateway/api/1/activity HTTP/1.1",
                headers(key, recordId, payload, signer),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of such a call that this sink reads. */
    Map<String, String> headers(UUID key, String recordId, String payload, Signer signer) {
        String hash = Sm3.hex(payload.getBytes(StandardCharsets.UTF_8));
        byte[] statement = statement(key, recordId, hash).canonicalBytes();
        return Map.of(
                "x-idempotency-key", key.toString(),
                "x-shuqiao-statement", BASE64URL.encodeToString(statement),
                "x-shuqiao-signature", BASE64URL.encodeToString(signer.sign(statement)),
                "x-shuqiao-certificate", BASE64URL.encodeToString(signer.chain().leafDer()));
    }

    private static Statement statement(UUID key, String recordId, String payloadHash) {
        String hash = "0".repeat(64);
        return new Statement(
                Statement.Type.TRANSFER,
                key,
                UUID.randomUUID(),
                "91370212MA3C000039",
                "qingdao",
                "activity",
                recordId,
                1,
                "公共数据开放共享",
                List.of(new Statement.Agreement("agreement-1", 1, hash)),
                new Statement.Mapping("qingdao-activity", hash),
                new Statement.Masking("masking", hash, Map.of()),
                List.of(new Statement.Transform("/title", "raw", "1")),
                hash,
                payloadHash,
                "application/json",
                null,
                Instant.parse("2026-11-21T10:00:00Z"),
                "gateway-1");
    }
}
