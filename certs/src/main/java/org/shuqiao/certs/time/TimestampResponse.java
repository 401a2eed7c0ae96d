package org.shuqiao.certs.time;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPUtil;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.time.TimestampRefused.Reason;

/** A granted response (RFC 3161 §2.4.2), each rule of which is asked alone. */
final class TimestampResponse {
    private static final int VERSION = 1;
    private static final int MAX_CERTIFICATES = 16;
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);
    private static final Set<ASN1ObjectIdentifier> KEYS =
            Set.of(X9ObjectIdentifiers.id_ecPublicKey, PKCSObjectIdentifiers.rsaEncryption);

    private final TimeStampToken token;

    private TimestampResponse(TimeStampToken token) {
        this.token = token;
    }

    static TimestampResponse parse(byte[] der) throws IOException, TimestampRefused {
        TimeStampResp response = TimeStampResp.getInstance(ASN1Primitive.fromByteArray(der));
        // "Granted with modifications" is refused too: nobody here reads what was modified.
        if (response.getStatus().getStatus().intValue() != PKIStatus.GRANTED) {
            throw new TimestampRefused(Reason.NOT_GRANTED);
        }
        try {
            return new TimestampResponse(new TimeStampToken(response.getTimeStampToken()));
        } catch (TSPException e) {
            throw new TimestampRefused(Reason.MALFORMED, e);
        }
    }

    TimeStampToken token() {
        return token;
    }

    Instant at() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    void requireAnswerTo(byte[] imprint, @Nullable BigInteger nonce) throws TimestampRefused {
        TimeStampTokenInfo info = token.getTimeStampInfo();
        Extensions extensions = info.getExtensions();
        if (info.toASN1Structure().getVersion().intValueExact() != VERSION
                || (extensions != null && extensions.hasAnyCriticalExtensions())) {
            throw new TimestampRefused(Reason.MALFORMED);
        }
        if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
                || !MessageDigest.isEqual(imprint, info.getMessageImprintDigest())) {
            throw new TimestampRefused(Reason.WRONG_IMPRINT);
        }
        if (nonce != null && !nonce.equals(info.getNonce())) {
            throw new TimestampRefused(Reason.WRONG_NONCE);
        }
    }

    List<X509CertificateHolder> certificates() throws TimestampRefused {
        Collection<X509CertificateHolder> certificates = token.getCertificates().getMatches(null);
        if (certificates.size() > MAX_CERTIFICATES) {
            throw new TimestampRefused(Reason.MALFORMED);
        }
        return new ArrayList<>(certificates);
    }

    /** The certificate that the token names as its signer's, which must be for time stamps only. */
    X509CertificateHolder signer() throws TimestampRefused {
        for (X509CertificateHolder certificate : certificates()) {
            if (token.getSID().match(certificate)) {
                try {
                    TSPUtil.validateCertificate(certificate);
                } catch (TSPException e) {
                    throw new TimestampRefused(Reason.NOT_FOR_TIMESTAMPS, e);
                }
                return certificate;
            }
        }
        throw new TimestampRefused(Reason.NOT_FOR_TIMESTAMPS);
    }

    /**
     * The signature must hold, and its signed attributes must name the hash of this very certificate (RFC 5816). ECDSA and RSA
     * with PKCS #1 padding; the JDK has no other that authorities use.
     */
    void requireSignedBy(X509CertificateHolder certificate) throws TimestampRefused {
        SignerInformation information =
                token.toCMSSignedData().getSignerInfos().getSigners().iterator().next();
        if (!DIGESTS.contains(information.getDigestAlgorithmID().getAlgorithm())
                || !KEYS.contains(
                        certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm())) {
            throw new TimestampRefused(Reason.WRONG_SIGNATURE);
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        } catch (TSPException | OperatorException | java.security.cert.CertificateException e) {
            throw new TimestampRefused(Reason.WRONG_SIGNATURE, e);
        }
    }
}
