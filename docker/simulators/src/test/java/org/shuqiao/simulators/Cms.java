package org.shuqiao.simulators;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A detached SignedData as a gateway makes it, right in everything until a test bends it. */
final class Cms {
    static final String GM_DATA = "1.2.156.10197.6.1.4.2.1";
    static final String GM_SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";
    static final String PKCS7_DATA = "1.2.840.113549.1.7.1";
    static final String PKCS7_SIGNED_DATA = "1.2.840.113549.1.7.2";

    private final byte[] certificate;
    private final byte[] signature;
    private final List<byte[]> certificates = new ArrayList<>();
    private String signedData = GM_SIGNED_DATA;
    private String data = GM_DATA;
    private String digest = "1.2.156.10197.1.401";
    private String algorithm = "1.2.156.10197.1.501";
    private byte[] algorithmParameters = {};
    private byte[] content = {};
    private byte[] signedAttributes = {};
    private int signers = 1;

    private Cms(byte[] certificate, byte[] signature) {
        this.certificate = certificate;
        this.signature = signature;
        certificates.add(certificate);
    }

    static Cms of(DevelopmentKeys keys, String signer, byte[] message) {
        return of(keys, signer, Sm2UserId.DEFAULT, message);
    }

    static Cms of(DevelopmentKeys keys, String signer, Sm2UserId userId, byte[] message) {
        return new Cms(keys.certificate(signer), keys.signer(signer, userId).sign(message));
    }

    static Cms of(byte[] certificate, byte[] signature) {
        return new Cms(certificate, signature);
    }

    Cms types(String signedDataType, String dataType) {
        signedData = signedDataType;
        data = dataType;
        return this;
    }

    Cms digest(String other) {
        digest = other;
        return this;
    }

    Cms algorithm(String other, byte[] parameters) {
        algorithm = other;
        algorithmParameters = parameters;
        return this;
    }

    Cms content(byte[] embedded) {
        content = DerWriter.element(DerReader.CONTEXT_0, DerWriter.octetString(embedded));
        return this;
    }

    Cms signedAttributes() {
        signedAttributes = DerWriter.element(DerReader.CONTEXT_0, DerWriter.sequence());
        return this;
    }

    Cms certificates(byte[]... others) {
        certificates.clear();
        certificates.addAll(List.of(others));
        return this;
    }

    Cms signers(int number) {
        signers = number;
        return this;
    }

    byte[] der() {
        byte[] digestAlgorithm = DerWriter.sequence(DerWriter.objectIdentifier(digest));
        byte[] signerInfo = DerWriter.sequence(
                DerWriter.integer(1),
                issuerAndSerial(certificate),
                digestAlgorithm,
                signedAttributes,
                DerWriter.sequence(DerWriter.objectIdentifier(algorithm), algorithmParameters),
                DerWriter.octetString(signature));
        byte[][] signerInfos = new byte[signers][];
        Arrays.fill(signerInfos, signerInfo);
        byte[] fields = DerWriter.sequence(
                DerWriter.integer(1),
                DerWriter.setOf(digestAlgorithm),
                DerWriter.sequence(DerWriter.objectIdentifier(data), content),
                DerWriter.element(DerReader.CONTEXT_0, certificates.toArray(byte[][]::new)),
                DerWriter.setOf(signerInfos));
        return DerWriter.sequence(
                DerWriter.objectIdentifier(signedData), DerWriter.element(DerReader.CONTEXT_0, fields));
    }

    private static byte[] issuerAndSerial(byte[] certificate) {
        try {
            DerReader fields =
                    new DerReader(certificate).enter(DerReader.SEQUENCE).enter(DerReader.SEQUENCE);
            if (fields.peek() == DerReader.CONTEXT_0) {
                fields.skip();
            }
            BigInteger serial = fields.positiveInteger();
            fields.skip();
            fields.skip();
            return DerWriter.sequence(fields.lastElement(), DerWriter.integer(serial));
        } catch (MalformedDer e) {
            throw new AssertionError(e);
        }
    }
}
