package org.shuqiao.simulators;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificate authority that a platform trusts. A leaf is accepted when the authority itself issued it and both are
 * in date; there is no chain in between and no revocation list.
 */
final class TrustedAuthority {
    /** Beyond this many different leaves, further ones are verified on every call. */
    private static final int MAX_REMEMBERED_LEAVES = 1_000;

    private final Kona kona;
    private final SmCertificate certificate;
    private final Sm2Verifier key;
    private final Map<ByteBuffer, Leaf> remembered = new ConcurrentHashMap<>();

    TrustedAuthority(Kona kona, byte[] certificateDer) throws MalformedDer, GeneralSecurityException {
        this.kona = kona;
        this.certificate = SmCertificate.parse(certificateDer);
        this.key = new Sm2Verifier(kona, certificate.subjectPublicKeyInfo());
    }

    /** The verifier for what the leaf's key signs, or nothing when the leaf is not to be trusted at that instant. */
    Optional<Sm2Verifier> trust(byte[] leafDer, Instant at) {
        return leaf(leafDer)
                .filter(leaf -> leaf.certificate.isValidAt(at) && certificate.isValidAt(at))
                .map(Leaf::key);
    }

    private Optional<Leaf> leaf(byte[] der) {
        ByteBuffer exactBytes = ByteBuffer.wrap(der);
        Leaf known = remembered.get(exactBytes);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Leaf> leaf = verified(der);
        if (leaf.isPresent() && remembered.size() < MAX_REMEMBERED_LEAVES) {
            remembered.put(exactBytes, leaf.get());
        }
        return leaf;
    }

    private Optional<Leaf> verified(byte[] der) {
        try {
            SmCertificate leaf = SmCertificate.parse(der);
            return leaf.isIssuedBy(certificate, key)
                    ? Optional.of(new Leaf(leaf, new Sm2Verifier(kona, leaf.subjectPublicKeyInfo())))
                    : Optional.empty();
        } catch (MalformedDer | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private record Leaf(SmCertificate certificate, Sm2Verifier key) {}
}
