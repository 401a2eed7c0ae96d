package org.shuqiao.routes.agreements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.RevocationLists;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sample agreement of the Qingdao platform in force during 2026, signed by keys that are made when asked for. */
public final class SampleAgreement {
    public static final Instant DURING = Instant.parse("2026-06-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DevelopmentAuthority authority;
    private final SigningKey provider;
    private final SigningKey consumer;

    public SampleAgreement(Path keys) {
        try {
            this.authority = DevelopmentAuthority.openOrCreate(
                    keys, Clock.fixed(Instant.parse("2026-01-15T00:00:00Z"), ZoneOffset.UTC), RANDOM);
            this.provider = authority.issue("center", "Center");
            this.consumer = authority.issue("platform", "Platform");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TrustedCertificates authorities() {
        return authority.trusted();
    }

    /** The same, since its authority has revoked the certificate of a key that others may have. */
    TrustedCertificates without(SigningKey compromised) {
        var revocation = new DevelopmentAuthority.Revocation(compromised.chain(), DURING, true);
        byte[] list = authority.revocationList(List.of(revocation), Duration.ofDays(3650));
        try {
            return authorities().with(RevocationLists.parse(List.of(list)), Duration.ofDays(1));
        } catch (CertificateRefused refused) {
            throw new IllegalStateException(refused);
        }
    }

    public SigningKey provider() {
        return provider;
    }

    public SigningKey consumer() {
        return consumer;
    }

    /** Not signed. */
    public static ObjectNode json() {
        byte[] sample =
                Platforms.load(Datasets.load()).find("qingdao").orElseThrow().sampleAgreement();
        ObjectNode json = (ObjectNode) JSON.readTree(sample);
        json.put("id", "A1").put("version", 1);
        object(json, "valid").put("from", "2026-01-01").put("to", "2026-12-31");
        return json;
    }

    /** Between both, after a change. */
    public byte[] unsigned(Consumer<ObjectNode> change) {
        ObjectNode json = json();
        object(json, "provider").put("cert_sn", provider.chain().leafSerialHex());
        object(json, "consumer").put("cert_sn", consumer.chain().leafSerialHex());
        change.accept(json);
        json.putArray("signatures");
        return bytes(json);
    }

    /** Signed by both, after a change. */
    public byte[] signed(Consumer<ObjectNode> change) {
        ObjectNode json = read(unsigned(change));
        sign(json, "provider", provider);
        sign(json, "consumer", consumer);
        return bytes(json);
    }

    public byte[] signed() {
        return signed(json -> {});
    }

    static void sign(ObjectNode json, String party, SigningKey key) {
        byte[] message = AgreementDocument.parse(bytes(json)).signedBytes();
        json.withArray("signatures")
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(RANDOM).sign(message)));
    }

    /** Signed by the provider, and by the consumer on paper before these officers. */
    byte[] signedOnPaper(SigningKey... officers) {
        ObjectNode json = read(signed(change -> object(change, "consumer").remove("cert_sn")));
        json.withArray("signatures").remove(1);
        attest(json, "consumer", LocalDate.of(2026, 1, 10), officers);
        return bytes(json);
    }

    /** Adds a signature on paper. */
    static void attest(ObjectNode json, String party, LocalDate signedOn, SigningKey... officers) {
        PaperAttestation paper =
                new PaperAttestation(AgreementDocument.parse(bytes(json)).hashHex(), party, "0".repeat(64), signedOn);
        ObjectNode signature = json.withArray("signatures")
                .addObject()
                .put("party", party)
                .put("kind", "paper")
                .put("scan", paper.scan())
                .put("signed_on", signedOn.toString());
        for (SigningKey officer : officers) {
            signature
                    .withArray("attested")
                    .addObject()
                    .put("certificate", new String(officer.chain().pem(), StandardCharsets.US_ASCII))
                    .put(
                            "signature",
                            Base64.getEncoder()
                                    .encodeToString(officer.signer(RANDOM).sign(paper.bytes())));
        }
    }

    public SigningKey issue(String name) {
        return issue(name, name);
    }

    SigningKey issue(String name, String holder) {
        try {
            return authority.issue(name, holder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These authorities, less what they have revoked now. */
    TrustedCertificates revoking(SigningKey key, Instant at, boolean compromised) {
        try {
            return authority
                    .trusted()
                    .with(RevocationLists.parse(List.of(revocationList(key, at, compromised))), Duration.ZERO);
        } catch (CertificateRefused e) {
            throw new AssertionError(e);
        }
    }

    public byte[] revocationList(SigningKey key, Instant at, boolean compromised) {
        return authority.revocationList(
                List.of(new DevelopmentAuthority.Revocation(key.chain(), at, compromised)), Duration.ofDays(3650));
    }

    static ObjectNode object(ObjectNode json, String member) {
        return (ObjectNode) json.get(member);
    }

    static ObjectNode read(byte[] document) {
        return (ObjectNode) JSON.readTree(document);
    }

    static byte[] bytes(ObjectNode json) {
        return JSON.writeValueAsBytes(json);
    }
}
