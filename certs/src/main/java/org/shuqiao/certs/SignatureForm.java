package org.shuqiao.certs;

import java.util.Locale;

/**
 * How an SM2 signature travels. All three carry the same two numbers, so a signature made once can be handed to every platform in
 * the form it asks for, and evidence keeps the DER form of what came in.
 */
public enum SignatureForm {
    /** {@code SEQUENCE {r INTEGER, s INTEGER}} (GM/T 0009 §7.3), at most 72 bytes. */
    DER {
        @Override
        public byte[] fromDer(byte[] der, CertificateChain signer) {
            own(der);
            return der.clone();
        }

        @Override
        byte[] toDer(byte[] wire, boolean lenient) throws MalformedSignature {
            return Sm2Signature.parseDer(wire, lenient).der();
        }
    },
    /** {@code r ‖ s}, 32 bytes each, padded with zeros on the left. */
    RAW {
        @Override
        public byte[] fromDer(byte[] der, CertificateChain signer) {
            return own(der).raw();
        }

        @Override
        byte[] toDer(byte[] wire, boolean lenient) throws MalformedSignature {
            return Sm2Signature.parseRaw(wire).der();
        }
    },
    /** Detached SignedData (GM/T 0010-2012 §8, GB/T 35275) around the DER form, with the signer's certificates. */
    CMS {
        @Override
        public byte[] fromDer(byte[] der, CertificateChain signer) {
            own(der);
            return CmsWriter.detached(der, signer);
        }

        @Override
        byte[] toDer(byte[] wire, boolean lenient) throws MalformedSignature {
            return CmsSignature.parse(wire).bare(lenient).der();
        }
    };

    /** The longest signature in any form that is read. */
    public static final int MAX_BYTES = 65_536;

    /**
     * Turns a signature as a {@link Signer} makes it into this form.
     *
     * @param der strict DER of an SM2 signature
     * @param signer the certificates of the key that made it, leaf first; only {@link #CMS} carries them, without authorities
     *     that signed themselves, since whoever trusts these has them
     * @throws IllegalArgumentException if it is no such DER, which is a fault of the signer and not of a partner
     */
    public abstract byte[] fromDer(byte[] der, CertificateChain signer);

    abstract byte[] toDer(byte[] wire, boolean lenient) throws MalformedSignature;

    /**
     * Returns the strict DER form of a signature that came in this form. Nothing is verified.
     *
     * @throws MalformedSignature if it is not exactly one such signature; for {@link #CMS} also if it signs attributes, since
     *     then the signature is not one of the message
     */
    public byte[] toDer(byte[] wire) throws MalformedSignature {
        return toDer(wire, false);
    }

    /**
     * Returns the certificates that a CMS carries: the signer's first, then the issuers that can be found, each after what it
     * issued. Parsed, not trusted.
     *
     * @throws MalformedSignature if it is no such CMS, or the signer's certificate is not in it
     */
    public static CertificateChain certificates(byte[] cms) throws MalformedSignature {
        return CmsSignature.parse(cms).certificates();
    }

    /** Returns the name in descriptors: {@code der}, {@code raw} or {@code cms}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the form of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SignatureForm of(String id) {
        for (SignatureForm form : values()) {
            if (form.id().equals(id)) {
                return form;
            }
        }
        throw new IllegalArgumentException("not a signature form (der, raw or cms)");
    }

    private static Sm2Signature own(byte[] der) {
        try {
            return Sm2Signature.parseDer(der);
        } catch (MalformedSignature e) {
            throw new IllegalArgumentException("a signer made no SM2 signature", e);
        }
    }
}
