package org.shuqiao.certs.time;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * The one form of a response that is kept: DER, the path's certificates and no others, no text, no unsigned attributes, and
 * one spelling of each algorithm. Much of a response is covered by no signature; in this form what is not covered is fixed by
 * what is, so that no byte of evidence can be changed without notice.
 */
final class KeptForm {
    private static final ASN1Integer SIGNED_DATA_VERSION = new ASN1Integer(3);

    private KeptForm() {}

    static byte[] of(TimeStampToken token, List<X509CertificateHolder> path) throws IOException {
        var content =
                SignedData.getInstance(token.toCMSSignedData().toASN1Structure().getContent());
        SignerInfo signer = SignerInfo.getInstance(content.getSignerInfos().getObjectAt(0));
        var stamped = (byte[]) token.toCMSSignedData().getSignedContent().getContent();
        var digest = new AlgorithmIdentifier(signer.getDigestAlgorithm().getAlgorithm());
        var keptSigner = new SignerInfo(
                identifier(signer, path.get(0)),
                digest,
                signer.getAuthenticatedAttributes(),
                signatureAlgorithm(signer, path.get(0).getSubjectPublicKeyInfo()),
                signer.getEncryptedDigest(),
                (ASN1Set) null);
        var kept = new SignedData(
                SIGNED_DATA_VERSION,
                new DERSet(digest),
                new ContentInfo(PKCSObjectIdentifiers.id_ct_TSTInfo, new DEROctetString(stamped)),
                certificates(path),
                null,
                new DERSet(keptSigner));
        var status = new PKIStatusInfo(PKIStatus.granted);
        return new TimeStampResp(status, new ContentInfo(CMSObjectIdentifiers.signedData, kept))
                .getEncoded(ASN1Encoding.DER);
    }

    /** As the certificate spells its issuer's name: names are equal in other spellings, too (RFC 5280 §7.1). */
    private static SignerIdentifier identifier(SignerInfo signer, X509CertificateHolder leaf) {
        return signer.getSID().isTagged()
                ? signer.getSID()
                : new SignerIdentifier(new IssuerAndSerialNumber(leaf.toASN1Structure()));
    }

    private static ASN1Set certificates(List<X509CertificateHolder> path) {
        var certificates = new ASN1EncodableVector();
        path.forEach(certificate -> certificates.add(certificate.toASN1Structure()));
        return new DERSet(certificates);
    }

    /** The full name of the algorithm, where a signer may also have named its kind of key alone. */
    private static AlgorithmIdentifier signatureAlgorithm(SignerInfo signer, SubjectPublicKeyInfo key) {
        boolean elliptic = key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
        String digest = new DefaultAlgorithmNameFinder()
                .getAlgorithmName(signer.getDigestAlgorithm())
                .replace("-", "");
        return new DefaultSignatureAlgorithmIdentifierFinder().find(digest + (elliptic ? "withECDSA" : "withRSA"));
    }
}
