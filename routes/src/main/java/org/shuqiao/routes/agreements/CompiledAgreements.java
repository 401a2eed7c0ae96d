package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.shuqiao.routes.ledger.BookLedger;
import org.shuqiao.routes.ledger.BookLedger.Document;
import org.shuqiao.routes.ledger.BookLedger.Version;
import org.shuqiao.routes.ledger.BookLedger.VersionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes agreements of what the ledger holds. A version's document never changes, so each is read and compiled once. One that this
 * version of the gateway cannot read, or that is not what its row says, is left out and named: it may prohibit what others permit.
 */
final class CompiledAgreements {
    private static final Logger LOG = LoggerFactory.getLogger(CompiledAgreements.class);

    /** Each may be a megabyte. */
    private static final int DOCUMENTS_AT_ONCE = 64;

    private final BookLedger ledger;
    private final Predicate<Agreement> signatures;
    private final Map<VersionKey, Optional<Agreement>> compiled = new ConcurrentHashMap<>();

    /** @param signatures whether those of an agreement hold */
    CompiledAgreements(BookLedger ledger, Predicate<Agreement> signatures) {
        this.ledger = ledger;
        this.signatures = signatures;
    }

    AgreementSnapshot of(List<Version> versions) {
        compile(versions.stream()
                .map(Version::key)
                .filter(key -> !compiled.containsKey(key))
                .toList());
        List<Agreement> agreements = new ArrayList<>(versions.size());
        List<Version> unreadable = new ArrayList<>();
        for (Version version : versions) {
            Agreement.State state = Agreement.State.valueOf(version.state().name());
            compiled.getOrDefault(version.key(), Optional.empty())
                    .ifPresentOrElse(agreement -> agreements.add(agreement.in(state)), () -> unreadable.add(version));
        }
        return AgreementSnapshot.of(agreements, unreadable, signatures);
    }

    private void compile(List<VersionKey> keys) {
        for (int from = 0; from < keys.size(); from += DOCUMENTS_AT_ONCE) {
            int to = Math.min(from + DOCUMENTS_AT_ONCE, keys.size());
            for (Document document : ledger.documents(keys.subList(from, to))) {
                compiled.put(document.key(), agreement(document));
            }
        }
    }

    private static Optional<Agreement> agreement(Document document) {
        try {
            Agreement agreement = AgreementDocument.parse(document.json()).agreement(Agreement.State.ACTIVE);
            VersionKey key = new VersionKey(agreement.id(), agreement.version()); // the id is not among what is signed
            if (!key.equals(document.key())
                    || !agreement.hash().equals(HexFormat.of().formatHex(document.hash()))) {
                throw new IllegalStateException("not what was signed");
            }
            return Optional.of(agreement);
        } catch (RuntimeException unreadable) {
            LOG.error(
                    "agreement {} version {} cannot be read by this gateway, or is not what was signed: {}",
                    document.key().id(),
                    document.key().version(),
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
