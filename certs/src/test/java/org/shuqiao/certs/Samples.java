package org.shuqiao.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values that many tests share. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-21T08:30:00.120Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final SecureRandom RANDOM = new SecureRandom();

    private Samples() {}

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    public static DevelopmentAuthority authority(Path dir) throws IOException {
        return DevelopmentAuthority.openOrCreate(dir, CLOCK, RANDOM);
    }

    public static Statement statement(byte[] payload) {
        return statement(payload, Sm3.hex(utf8("agreement")));
    }

    public static Statement statement(byte[] payload, String agreementHash) {
        return new Statement(
                Statement.Type.TRANSFER,
                UUID.fromString("019aa5c1-7d00-7000-8000-000000000001"),
                UUID.fromString("019aa5c1-7d00-7000-8000-000000000002"),
                "91370200MA3C0DE123",
                "qingdao",
                "activity",
                "活动-2026-\"11\"\\\u0001\uD83D\uDE80",
                3,
                "公共数据开放共享",
                List.of(new Statement.Agreement("agr-1", 2, agreementHash)),
                new Statement.Mapping("qingdao/activity", Sm3.hex(utf8("mapping"))),
                new Statement.Masking("catalogue-1", Sm3.hex(utf8("masking")), Map.of("qingdao", "k2", "jinan", "k1")),
                List.of(
                        new Statement.Transform("/served/*/usci", "pseudonym", "1"),
                        new Statement.Transform("/contact/phone", "mask-phone", "1")),
                Sm3.hex(utf8("original")),
                Sm3.hex(payload),
                "application/json",
                null,
                NOW,
                "gateway-1");
    }

    static X509Certificate x509(byte[] bytes) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }
}
