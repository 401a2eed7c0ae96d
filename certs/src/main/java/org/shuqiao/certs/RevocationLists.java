package org.shuqiao.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.shuqiao.certs.CertificateRefused.Reason;

/**
 * Lists of revoked certificates (CRLs, RFC 5280 §5) of any authorities, read but not yet proven: {@link TrustedCertificates#with}
 * checks who signed them. Immutable.
 *
 * <p>Only complete lists are read. Lists for a part of an authority's certificates, indirect ones and changes to earlier lists
 * are refused, since a certificate could hide behind them.
 */
public final class RevocationLists {
    /** The longest file or text that is read. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** No list: nothing is checked for revocation. */
    public static final RevocationLists NONE = new RevocationLists(List.of());

    private static final int DER_SEQUENCE = 0x30;

    private final List<RevocationList> lists;

    private RevocationLists(List<RevocationList> lists) {
        this.lists = List.copyOf(lists);
    }

    /**
     * Loads lists from files, each DER of one list or PEM ({@code X509 CRL}) of one or more.
     *
     * @throws IOException if a file cannot be read
     * @throws CertificateRefused as {@link #parse} does
     */
    public static RevocationLists load(List<Path> files) throws IOException, CertificateRefused {
        var contents = new ArrayList<byte[]>();
        for (Path file : files) {
            if (Files.size(file) > MAX_BYTES) {
                throw new CertificateRefused(Reason.MALFORMED);
            }
            contents.add(Files.readAllBytes(file));
        }
        return parse(contents);
    }

    /**
     * Reads lists, each DER of one list or PEM ({@code X509 CRL}) of one or more, in any order.
     *
     * @throws CertificateRefused as {@link Reason#MALFORMED} if one is something else or longer than {@link #MAX_BYTES}, {@link
     *     Reason#NOT_SM2} if it was not signed with SM2, {@link Reason#UNKNOWN_CRITICAL_EXTENSION} if it does not speak of all
     *     certificates of its issuer
     */
    public static RevocationLists parse(List<byte[]> contents) throws CertificateRefused {
        var lists = new ArrayList<RevocationList>();
        for (byte[] content : contents) {
            for (byte[] der : ders(content)) {
                lists.add(RevocationList.parse(der));
            }
        }
        return new RevocationLists(lists);
    }

    private static List<byte[]> ders(byte[] content) throws CertificateRefused {
        if (content.length == 0 || content.length > MAX_BYTES) {
            throw new CertificateRefused(Reason.MALFORMED);
        }
        if (content[0] == DER_SEQUENCE) {
            return List.of(content);
        }
        try {
            List<byte[]> ders = Pem.decode(content, Pem.REVOCATION_LIST);
            if (!ders.isEmpty()) {
                return ders;
            }
        } catch (IOException e) {
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
        throw new CertificateRefused(Reason.MALFORMED);
    }

    /** Every list that bears the name of one of these authorities must be signed by one of that name. */
    void requireProvenBy(List<X509CertificateHolder> authorities) throws CertificateRefused {
        for (RevocationList list : lists) {
            boolean named = authorities.stream()
                    .anyMatch(authority -> authority.getSubject().equals(list.issuer()));
            if (named && !list.isSignedByOneOf(authorities)) {
                throw new CertificateRefused(Reason.REVOCATION_UNPROVEN);
            }
        }
    }

    /**
     * Asks every list of the certificate's issuer, since an entry may leave the newest once the certificate has expired.
     *
     * @param authorities who may have signed the lists
     * @param at when the certificate was used
     */
    void requireNotRevoked(
            X509CertificateHolder certificate,
            List<X509CertificateHolder> authorities,
            Instant at,
            Duration staleBudget)
            throws CertificateRefused {
        List<RevocationList> ofIssuer = lists.stream()
                .filter(list -> list.issuer().equals(certificate.getIssuer()))
                .sorted(Comparator.comparing(RevocationList::thisUpdate))
                .toList();
        for (int i = 0; i < ofIssuer.size(); i++) {
            RevocationList list = ofIssuer.get(i);
            boolean newest = i + 1 == ofIssuer.size();
            if (!list.isSignedByOneOf(authorities)) {
                throw new CertificateRefused(Reason.REVOCATION_UNPROVEN);
            }
            if (list.revokes(certificate.getSerialNumber(), at, newest)) {
                throw new CertificateRefused(Reason.REVOKED);
            }
            if (newest && at.isAfter(list.nextUpdate().plus(staleBudget))) {
                throw new CertificateRefused(Reason.REVOCATION_STALE);
            }
        }
    }
}
