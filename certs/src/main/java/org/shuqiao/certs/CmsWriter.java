package org.shuqiao.certs;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cert.X509CertificateHolder;

/** Wraps a signature into a detached SignedData without signed attributes (GM/T 0010-2012 §8). */
final class CmsWriter {
    private static final ASN1Integer VERSION = new ASN1Integer(1);

    private CmsWriter() {}

    static byte[] detached(byte[] der, CertificateChain signer) {
        var signedData = new SignedData(
                VERSION,
                new DERSet(Cms.SM3),
                new ContentInfo(Cms.DATA, null),
                certificates(signer),
                null,
                new DERSet(signerInfo(der, signer.leaf())));
        try {
            return new ContentInfo(Cms.SIGNED_DATA, signedData).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("a signature could not be encoded", e);
        }
    }

    private static ASN1Encodable signerInfo(byte[] der, X509CertificateHolder leaf) {
        var content = new ASN1EncodableVector();
        content.add(VERSION);
        content.add(new IssuerAndSerialNumber(leaf.getIssuer(), leaf.getSerialNumber()));
        content.add(Cms.SM3);
        content.add(Sm2.SIGNATURE_ALGORITHM);
        content.add(new DEROctetString(der));
        return new DERSequence(content);
    }

    private static ASN1Set certificates(CertificateChain signer) {
        var certificates = new ASN1EncodableVector();
        for (X509CertificateHolder certificate : signer.certificates()) {
            boolean leaf = certificate.equals(signer.leaf());
            if (leaf || !certificate.getIssuer().equals(certificate.getSubject())) {
                certificates.add(certificate.toASN1Structure());
            }
        }
        return new DERSet(certificates);
    }
}
