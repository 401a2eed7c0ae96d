package org.shuqiao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused.Reason;

/** One complete list of revoked certificates (RFC 5280 §5), read as a whole so that asking it costs one look-up. */
final class RevocationList {
    private static final int MAX_VERSION = 2;

    private final X500Name issuer;
    private final Instant thisUpdate;
    private final Instant nextUpdate;
    private final Map<BigInteger, Entry> entries;
    private final byte[] signed;
    private final byte[] signature;
    private volatile @Nullable X509CertificateHolder signer;

    private RevocationList(CertificateList list) throws IOException, CertificateRefused {
        TBSCertList content = list.getTBSCertList();
        CertificateRules.requireSm2Signature(list.getSignatureAlgorithm(), content.getSignature());
        requireComplete(content.getExtensions());
        this.issuer = content.getIssuer();
        this.thisUpdate = instant(content.getThisUpdate());
        this.nextUpdate = instant(content.getNextUpdate());
        this.entries = entries(content);
        this.signed = content.getEncoded(ASN1Encoding.DER);
        this.signature = list.getSignature().getOctets();
        if (content.getVersionNumber() > MAX_VERSION || thisUpdate.isAfter(nextUpdate)) {
            throw new CertificateRefused(Reason.MALFORMED);
        }
    }

    /** Reads strict DER of one list that has an announced end. */
    static RevocationList parse(byte[] der) throws CertificateRefused {
        try {
            CertificateList list = CertificateList.getInstance(der);
            if (!Arrays.equals(der, list.getEncoded(ASN1Encoding.DER))) {
                throw new CertificateRefused(Reason.MALFORMED);
            }
            return new RevocationList(list);
        } catch (IOException | RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }

    X500Name issuer() {
        return issuer;
    }

    Instant thisUpdate() {
        return thisUpdate;
    }

    Instant nextUpdate() {
        return nextUpdate;
    }

    /** Remembers who signed it, since a long list takes longer to hash than anything else on a path. */
    boolean isSignedByOneOf(List<X509CertificateHolder> authorities) throws CertificateRefused {
        X509CertificateHolder known = signer;
        if (known != null && authorities.contains(known)) {
            return true;
        }
        for (X509CertificateHolder authority : authorities) {
            if (authority.getSubject().equals(issuer)
                    && CertificateRules.maySignRevocationLists(authority)
                    && CertificateRules.isSignedBy(signed, signature, authority)) {
                signer = authority;
                return true;
            }
        }
        return false;
    }

    /** Whether use of the certificate at the instant is void; a hold counts in the issuer's newest list only. */
    boolean revokes(BigInteger serial, Instant at, boolean newest) {
        Entry entry = entries.get(serial);
        return entry != null && (newest || !entry.held()) && (entry.compromised() || !at.isBefore(entry.from()));
    }

    private static void requireComplete(@Nullable Extensions extensions) throws CertificateRefused {
        if (extensions == null) {
            return;
        }
        boolean partial = extensions.getExtension(Extension.issuingDistributionPoint) != null
                || extensions.getExtension(Extension.deltaCRLIndicator) != null;
        if (partial || extensions.hasAnyCriticalExtensions()) {
            throw new CertificateRefused(Reason.UNKNOWN_CRITICAL_EXTENSION);
        }
    }

    private static Map<BigInteger, Entry> entries(TBSCertList content) throws CertificateRefused {
        var entries = new HashMap<BigInteger, Entry>();
        Enumeration<?> listed = content.getRevokedCertificateEnumeration();
        while (listed.hasMoreElements()) {
            var one = TBSCertList.CRLEntry.getInstance(listed.nextElement());
            entries.merge(one.getUserCertificate().getValue(), Entry.of(one), Entry::stricter);
        }
        return entries;
    }

    private static Instant instant(Time time) {
        return time.getDate().toInstant();
    }

    /**
     * One revoked certificate.
     *
     * @param from from when it is not to be trusted
     * @param compromised whether nothing earlier is either
     * @param held whether it is only suspended, and may come back in a newer list
     */
    private record Entry(Instant from, boolean compromised, boolean held) {
        static Entry of(TBSCertList.CRLEntry entry) throws CertificateRefused {
            Instant from = instant(entry.getRevocationDate());
            Extensions extensions = entry.getExtensions();
            if (extensions == null) {
                return new Entry(from, false, false);
            }
            if (extensions.hasAnyCriticalExtensions()) { // the issuer of an entry of an indirect list among them
                throw new CertificateRefused(Reason.UNKNOWN_CRITICAL_EXTENSION);
            }
            var invalid = extensions.getExtensionParsedValue(Extension.invalidityDate);
            if (invalid != null) {
                Instant invalidFrom = Time.getInstance(ASN1GeneralizedTime.getInstance(invalid))
                        .getDate()
                        .toInstant();
                from = invalidFrom.isBefore(from) ? invalidFrom : from;
            }
            var code = extensions.getExtensionParsedValue(Extension.reasonCode);
            int reason = code == null
                    ? CRLReason.unspecified
                    : CRLReason.getInstance(code).getValue().intValueExact();
            return new Entry(from, isCompromise(reason), reason == CRLReason.certificateHold);
        }

        private static boolean isCompromise(int reason) {
            return reason == CRLReason.keyCompromise
                    || reason == CRLReason.cACompromise
                    || reason == CRLReason.aACompromise;
        }

        Entry stricter(Entry other) {
            return new Entry(
                    from.isBefore(other.from) ? from : other.from,
                    compromised || other.compromised,
                    held && other.held);
        }
    }
}
