package org.shuqiao.simulators;

import java.util.Optional;
import java.util.Set;

/**
 * A detached SignedData of GM/T 0010 with one signer, its certificate inside and no signed attributes, so that its
 * signature is over the message itself. The object identifiers of plain PKCS#7 (RFC 2315) are accepted as well.
 *
 * @param certificate DER of the signer's certificate
 * @param signature DER SM2 signature
 */
record DetachedCms(byte[] certificate, byte[] signature) {
    private static final Set<String> DATA = Set.of("1.2.156.10197.6.1.4.2.1", "1.2.840.113549.1.7.1");
    private static final Set<String> SIGNED_DATA = Set.of("1.2.156.10197.6.1.4.2.2", "1.2.840.113549.1.7.2");
    private static final Set<String> SM3 = Set.of("1.2.156.10197.1.401");

    /** SM2 itself, SM2 for signing, SM2 with SM3: all three are in use for the same thing. */
    private static final Set<String> SM2 =
            Set.of("1.2.156.10197.1.301", "1.2.156.10197.1.301.1", "1.2.156.10197.1.501");

    private static final int MAX_CERTIFICATES = 8;

    static DetachedCms parse(byte[] der) throws MalformedDer {
        DerReader outer = new DerReader(der);
        DerReader contentInfo = outer.enter(DerReader.SEQUENCE);
        outer.end();
        requireOneOf(SIGNED_DATA, contentInfo);
        DerReader explicit = contentInfo.enter(DerReader.CONTEXT_0);
        contentInfo.end();
        DerReader signedData = explicit.enter(DerReader.SEQUENCE);
        explicit.end();
        return signedData(signedData);
    }

    private static DetachedCms signedData(DerReader fields) throws MalformedDer {
        fields.positiveInteger();
        DerReader digests = fields.enter(DerReader.SET);
        requireAlgorithm(SM3, digests);
        digests.end();
        DerReader content = fields.enter(DerReader.SEQUENCE);
        requireOneOf(DATA, content);
        content.end();
        DerReader certificates = fields.enter(DerReader.CONTEXT_0);
        if (fields.peek() == DerReader.CONTEXT_1) {
            fields.skip();
        }
        DerReader signers = fields.enter(DerReader.SET);
        fields.end();
        DerReader signer = signers.enter(DerReader.SEQUENCE);
        signers.end();
        return signer(signer, certificates);
    }

    private static DetachedCms signer(DerReader fields, DerReader certificates) throws MalformedDer {
        fields.positiveInteger();
        DerReader name = fields.enter(DerReader.SEQUENCE);
        name.enter(DerReader.SEQUENCE);
        byte[] issuer = name.lastElement();
        name.enter(DerReader.INTEGER);
        byte[] serial = name.lastElement();
        name.end();
        requireAlgorithm(SM3, fields);
        // Signed attributes would stand here; with them the signature would be over something else.
        requireAlgorithm(SM2, fields);
        byte[] signature = fields.enter(DerReader.OCTET_STRING).rest();
        if (fields.peek() == DerReader.CONTEXT_1) {
            fields.skip();
        }
        fields.end();
        byte[] certificate = find(certificates, issuer, serial)
                .orElseThrow(() -> new MalformedDer("the signer's certificate is not inside"));
        return new DetachedCms(certificate, signature);
    }

    private static Optional<byte[]> find(DerReader certificates, byte[] issuer, byte[] serial) throws MalformedDer {
        for (int i = 0; i < MAX_CERTIFICATES && certificates.peek() >= 0; i++) {
            certificates.enter(DerReader.SEQUENCE);
            byte[] certificate = certificates.lastElement();
            if (SmCertificate.parse(certificate).isNamed(issuer, serial)) {
                return Optional.of(certificate);
            }
        }
        return Optional.empty();
    }

    /** An AlgorithmIdentifier whose parameters are NULL or absent. */
    private static void requireAlgorithm(Set<String> accepted, DerReader reader) throws MalformedDer {
        DerReader algorithm = reader.enter(DerReader.SEQUENCE);
        requireOneOf(accepted, algorithm);
        if (algorithm.peek() == DerReader.NULL) {
            algorithm.enter(DerReader.NULL).end();
        }
        algorithm.end();
    }

    private static void requireOneOf(Set<String> accepted, DerReader reader) throws MalformedDer {
        if (!accepted.contains(reader.objectIdentifier())) {
            throw new MalformedDer("an object identifier is not of GM/T 0010");
        }
    }
}
