package org.shuqiao.routes.keys;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.routes.ledger.StoredKey;

/** The masking keys that are in force at one moment, each for the records of its year and later ones. */
final class MaskingVersions {
    static final MaskingVersions NONE = new MaskingVersions(List.of());

    private final List<Version> versions;

    /** @param key empty where its row does not open */
    record Version(StoredKey row, Optional<OpenedKey.Masking> key) {}

    MaskingVersions(List<Version> versions) {
        this.versions = List.copyOf(versions);
    }

    /** Whether there is a key for the records of each year. One that does not open stands in the way of those it is for. */
    boolean areComplete() {
        return !versions.isEmpty()
                && versions.stream().allMatch(version -> version.key().isPresent());
    }

    /**
     * The newest key of the year that is nearest before a record's, so that records of one year have one key; where that has ended, of
     * the one nearest after it. The claim chooses in the same way.
     *
     * @throws KeyUnavailable where there is none, or the right one does not open
     */
    MaskingKey of(String consumer, int year) {
        return versions.stream()
                .min(Comparator.<Version, Boolean>comparing(
                                version -> version.row().fromYear() > year)
                        .thenComparing(version -> Math.abs(version.row().fromYear() - year))
                        .thenComparing(version -> -version.row().version()))
                .flatMap(Version::key)
                .orElseThrow(() -> new KeyUnavailable("no MASKING key is in force"))
                .of(consumer);
    }
}
