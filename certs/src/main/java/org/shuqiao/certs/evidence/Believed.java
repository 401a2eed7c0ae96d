package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.PinnedKey;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.Verifier;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRefused;

/** What follows from an auditor's {@link Trust}, each question that many transfers share answered once. Thread-safe. */
final class Believed {
    private final TrustedCertificates authorities;
    private final TimestampAuthorities stampers;
    private final Set<LogKey> logs;
    private final Set<String> authorityHashes = new HashSet<>();
    private final Map<String, Instant> compromised = new HashMap<>();
    private final Remembered remembered = new Remembered();

    Believed(Trust trust) {
        this.authorities = trust.certificates();
        this.stampers = trust.stampers();
        this.logs = Set.copyOf(trust.logs());
        for (String pem : trust.authorities()) {
            authorityHashes.addAll(hashes(pem));
        }
        for (Trust.Compromised one : trust.compromised()) {
            compromised.merge(one.certificateHash(), one.from(), (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    private static List<String> hashes(String pem) {
        try {
            return CertificateChain.parse(pem.getBytes(StandardCharsets.US_ASCII)).ders().stream()
                    .map(Sm3::hex)
                    .toList();
        } catch (CertificateRefused e) {
            throw new IllegalStateException("a trust file is read only with certificates that can be", e);
        }
    }

    /** Reads a chain, which is not believed by that. */
    CertificateChain parsed(byte[] pem) throws CertificateRefused {
        return remembered.once(CertificateChain.class, "chain", () -> CertificateChain.parse(pem), pem);
    }

    boolean isAuthority(byte[] certificateDer) {
        return authorityHashes.contains(Sm3.hex(certificateDer));
    }

    boolean isLog(LogKey key) {
        return logs.contains(key);
    }

    /** Returns since when somebody else may have had the certificate's key; null where nothing says so. */
    @Nullable Instant compromisedFrom(byte[] certificateDer) {
        return compromised.isEmpty() ? null : compromised.get(Sm3.hex(certificateDer));
    }

    /** Returns if, and only if, the chain leads to an authority and its leaf could sign then. */
    void requirePath(CertificateChain chain, Instant at) throws CertificateRefused {
        remembered.once(
                Verifier.class, "path", () -> authorities.verifier(chain, at), chain.pem(), utf8(at.toString()));
    }

    /** Returns if, and only if, the key of the chain's leaf signed the message; asks nothing else of the chain. */
    void requireSignature(CertificateChain chain, String userId, byte[] message, byte[] signature)
            throws CertificateRefused, SignatureRefused {
        byte[] key = chain.leafKeyDer();
        Verifier verifier = remembered.<Verifier, CertificateRefused>once(
                Verifier.class, "key", () -> PinnedKey.of(chain).verifier(userId), key, utf8(userId));
        remembered.<Boolean, SignatureRefused>once(
                Boolean.class,
                "signature",
                () -> {
                    verifier.verify(message, signature);
                    return true;
                },
                key,
                utf8(userId),
                message,
                signature);
    }

    void requireCheckpoint(SignedCheckpoint checkpoint, LogKey key) throws SignatureRefused {
        remembered.<Boolean, SignatureRefused>once(
                Boolean.class,
                "checkpoint",
                () -> {
                    checkpoint.verify(key);
                    return true;
                },
                checkpoint.bytes(),
                utf8(key.text()));
    }

    /** Returns when a trusted authority saw the message. */
    Instant stampedAt(byte[] response, byte[] message) throws TimestampRefused {
        return remembered.once(
                Instant.class, "time stamp", () -> stampers.verify(response, message), response, message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
