package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.RevocationLists;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may certify partners, less what their authorities have revoked. While a list cannot be renewed the last one counts; once its
 * announced end and the budget after it have passed, no certificate of its authority is accepted any more.
 */
public final class PartnerCertificates implements Supplier<TrustedCertificates> {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerCertificates.class);

    private final TrustedCertificates anchors;
    private final List<RevocationSource> sources;
    private final Duration staleBudget;
    private volatile TrustedCertificates current;
    private List<String> known;
    private volatile boolean renewed = true;

    /**
     * Reads every list once.
     *
     * @param sources none checks nobody for revocation
     * @param staleBudget how long after its announced end a list may still be relied on
     * @throws IOException if a list is nowhere to be had
     * @throws CertificateRefused if one cannot be read, or was not signed by the authority it names
     */
    public PartnerCertificates(TrustedCertificates anchors, List<RevocationSource> sources, Duration staleBudget)
            throws IOException, CertificateRefused {
        this.anchors = anchors;
        this.sources = List.copyOf(sources);
        this.staleBudget = staleBudget;
        List<byte[]> contents = newest();
        this.current = read(contents);
        this.known = hashes(contents);
    }

    /** Partners whose authorities publish no revocations. */
    public static PartnerCertificates withoutLists(TrustedCertificates anchors) {
        try {
            return new PartnerCertificates(anchors, List.of(), Duration.ZERO);
        } catch (IOException | CertificateRefused impossible) {
            throw new IllegalStateException("there was nothing to read", impossible);
        }
    }

    /** As of the last {@link #refresh}; the same object until a list says something new. */
    @Override
    public TrustedCertificates get() {
        return current;
    }

    /** Whether the last {@link #refresh} could read every list. */
    public boolean isRenewed() {
        return renewed;
    }

    /** Reads every list again, one call at a time; where one cannot be had or is not what it should be, all stay as they are. */
    public synchronized void refresh() {
        try {
            List<byte[]> contents = newest();
            List<String> hashes = hashes(contents);
            if (!hashes.equals(known)) {
                current = read(contents);
                known = hashes;
            }
            renewed = true;
        } catch (IOException | CertificateRefused unread) {
            renewed = false;
            LOG.warn("revocation lists were not renewed, those of before count: {}", unread.toString());
        }
    }

    private List<byte[]> newest() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (RevocationSource source : sources) {
            contents.add(source.newest());
        }
        return contents;
    }

    private static List<String> hashes(List<byte[]> contents) {
        return contents.stream().map(Sm3::hex).toList();
    }

    private TrustedCertificates read(List<byte[]> contents) throws IOException, CertificateRefused {
        TrustedCertificates read = anchors.with(RevocationLists.parse(contents), staleBudget);
        for (int i = 0; i < contents.size(); i++) {
            sources.get(i).keep(contents.get(i));
        }
        return read;
    }
}
