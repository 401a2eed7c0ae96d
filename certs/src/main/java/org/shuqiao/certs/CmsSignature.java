package org.shuqiao.certs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.selector.X509CertificateHolderSelector;
import org.jspecify.annotations.Nullable;

/** One signature in a detached SignedData (GM/T 0010-2012 §8, or plain PKCS #7), with or without signed attributes. */
final class CmsSignature {
    private final ASN1ObjectIdentifier contentType;
    private final List<X509CertificateHolder> certificates;
    private final SignerInfo signer;

    private CmsSignature(
            ASN1ObjectIdentifier contentType, List<X509CertificateHolder> certificates, SignerInfo signer) {
        this.contentType = contentType;
        this.certificates = certificates;
        this.signer = signer;
    }

    static CmsSignature parse(byte[] cms) throws MalformedSignature {
        if (cms.length > SignatureForm.MAX_BYTES) {
            throw new MalformedSignature();
        }
        try {
            ContentInfo outer = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms));
            require(Cms.isSignedData(outer.getContentType()));
            SignedData signedData = SignedData.getInstance(outer.getContent());
            ContentInfo content = signedData.getEncapContentInfo();
            require(Cms.isData(content.getContentType()) && content.getContent() == null);
            require(signedData.getSignerInfos().size() == 1);
            SignerInfo signer =
                    SignerInfo.getInstance(signedData.getSignerInfos().getObjectAt(0));
            require(Cms.isSm3(signer.getDigestAlgorithm()) && Cms.isSm2(signer.getDigestEncryptionAlgorithm()));
            return new CmsSignature(content.getContentType(), certificates(signedData.getCertificates()), signer);
        } catch (IOException | CertificateRefused | RuntimeException e) {
            throw new MalformedSignature(); // broken input makes Bouncy Castle throw almost anything
        }
    }

    /** The signature, if it is one of the message itself. */
    Sm2Signature bare(boolean lenient) throws MalformedSignature {
        require(signer.getAuthenticatedAttributes() == null);
        return signature(lenient);
    }

    /** Verifies that this leaf's key signed the message, be it directly or by attributes that hold its hash. */
    void verify(byte[] message, X509CertificateHolder leaf, Sm2Verifier verifier, boolean lenient)
            throws SignatureRefused {
        byte[] der = signature(lenient).der();
        ASN1Set attributes = signer.getAuthenticatedAttributes();
        byte[] signed = attributes == null ? message : attributesOver(message, attributes);
        if (!selector().match(leaf)) {
            throw new WrongSignature();
        }
        verifier.verify(signed, der);
    }

    CertificateChain certificates() throws MalformedSignature {
        X509CertificateHolderSelector selector = selector();
        X509CertificateHolder next =
                certificates.stream().filter(selector::match).findFirst().orElseThrow(MalformedSignature::new);
        var ordered = new ArrayList<X509CertificateHolder>();
        while (next != null) {
            ordered.add(next);
            next = issuerOf(next, ordered);
        }
        return new CertificateChain(ordered);
    }

    private @Nullable X509CertificateHolder issuerOf(
            X509CertificateHolder certificate, List<X509CertificateHolder> used) {
        return certificates.stream()
                .filter(other -> other.getSubject().equals(certificate.getIssuer()) && !used.contains(other))
                .findFirst()
                .orElse(null);
    }

    private Sm2Signature signature(boolean lenient) throws MalformedSignature {
        return Sm2Signature.parseDer(signer.getEncryptedDigest().getOctets(), lenient);
    }

    /** What is signed instead of the message (RFC 5652 §5.4): the attributes as DER, which must name its type and its hash. */
    private byte[] attributesOver(byte[] message, ASN1Set attributes) throws SignatureRefused {
        try {
            var table = new AttributeTable(attributes);
            require(contentType.equals(single(table, CMSAttributes.contentType)));
            byte[] digest = ASN1OctetString.getInstance(single(table, CMSAttributes.messageDigest))
                    .getOctets();
            if (!Arrays.equals(digest, Sm3.digest(message))) {
                throw new WrongSignature();
            }
            return attributes.getEncoded(ASN1Encoding.DER);
        } catch (IOException | RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new MalformedSignature();
        }
    }

    /** An attribute that stands twice could be read in two ways. */
    private static ASN1Encodable single(AttributeTable table, ASN1ObjectIdentifier type) throws MalformedSignature {
        require(table.getAll(type).size() == 1);
        Attribute attribute = table.get(type);
        require(attribute.getAttrValues().size() == 1);
        return attribute.getAttrValues().getObjectAt(0);
    }

    private X509CertificateHolderSelector selector() throws MalformedSignature {
        try {
            SignerIdentifier id = signer.getSID();
            if (id.isTagged()) {
                return new X509CertificateHolderSelector(
                        ASN1OctetString.getInstance(id.getId()).getOctets());
            }
            IssuerAndSerialNumber named = IssuerAndSerialNumber.getInstance(id.getId());
            return new X509CertificateHolderSelector(
                    named.getName(), named.getSerialNumber().getValue());
        } catch (RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new MalformedSignature();
        }
    }

    private static List<X509CertificateHolder> certificates(@Nullable ASN1Set set)
            throws IOException, CertificateRefused, MalformedSignature {
        if (set == null) {
            return List.of();
        }
        require(set.size() <= CertificateChain.MAX_CERTIFICATES);
        var certificates = new ArrayList<X509CertificateHolder>();
        for (ASN1Encodable element : set) {
            certificates.add(
                    CertificateChain.certificate(element.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
        }
        return certificates;
    }

    private static void require(boolean condition) throws MalformedSignature {
        if (!condition) {
            throw new MalformedSignature();
        }
    }
}
