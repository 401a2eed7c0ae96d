package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/** The Qingdao platform as an installation reaches it, with keys that are made when asked for. */
final class Qingdao {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final byte[] STATEMENT = "the statement".getBytes(StandardCharsets.US_ASCII);

    private final DevelopmentAuthority authority;
    private final SigningKey gateway;
    private final SigningKey receiptKey;

    Qingdao(Path keys) {
        try {
            this.authority = DevelopmentAuthority.openOrCreate(keys, CLOCK, new SecureRandom());
            this.gateway = authority.issue("gateway", "Gateway");
            this.receiptKey = authority.issue("qingdao", "Platform");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SigningKey gateway() {
        return gateway;
    }

    SigningKey receiptKey() {
        return receiptKey;
    }

    PlatformAccess access() {
        return access(() -> "secret".getBytes(StandardCharsets.US_ASCII));
    }

    PlatformAccess access(Supplier<byte[]> secret) {
        return access(
                Platforms.load(Datasets.load()).find("qingdao").orElseThrow(),
                secret,
                URI.create("http://platform.example"));
    }

    /**
     * Called in another way.
     *
     * @param at where it is called, and where it hands out secrets
     */
    PlatformAccess access(Platform otherwise, Supplier<byte[]> secret, URI at) {
        return new PlatformAccess(
                otherwise,
                at,
                "c1",
                secret,
                null,
                authority::trusted,
                receiptKey.chain().pem(),
                receiptKey.chain().pem());
    }

    PlatformAccess access(Platform otherwise, String secret, URI at) {
        return access(otherwise, () -> secret.getBytes(StandardCharsets.US_ASCII), at);
    }

    static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    ClaimedTransfer claimed(int attempt, int sends, Instant createdAt) {
        return new ClaimedTransfer(
                UUID.fromString("019b0000-0000-7000-8000-000000000001"),
                attempt,
                sends,
                NOW,
                createdAt,
                "qingdao",
                "activity",
                "{\"HDMC\":\"活动\"}".getBytes(StandardCharsets.UTF_8),
                "application/json",
                STATEMENT,
                gateway.signer(new SecureRandom()).sign(STATEMENT),
                gateway.chain().pem(),
                TRACE_PARENT);
    }
}
