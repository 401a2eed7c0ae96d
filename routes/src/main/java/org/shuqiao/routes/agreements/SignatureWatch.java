package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.SignatureLedger;
import org.shuqiao.routes.ledger.SignatureLedger.Accepted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at the signatures of agreements in force: a key that turns out to have been compromised voids what it signed, also
 * long ago. Such an agreement is suspended, for every gateway and until somebody puts a version with good signatures in force.
 *
 * <p>What only this gateway finds wrong, because of its settings or of a list that it could not get, it says and leaves as it is: one
 * gateway that is set up wrongly must not stop the others. For one thread.
 */
public final class SignatureWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureWatch.class);
    private static final int PAGE = 100;

    /** How far the clocks of two gateways and of the ledger may differ, and how long an import may take, with room to spare. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    /** Whoever changes a row beside the gateways does not say when. */
    private static final Duration ALL_AGAIN = Duration.ofHours(24);

    private final AgreementLedger agreements;
    private final SignatureLedger signatures;
    private final Countersignatures rules;
    private final AgreementProfile profile;
    private final Supplier<TrustedCertificates> trusted;
    private final String actor;
    private final Clock clock;
    private @Nullable TrustedCertificates looked;
    private Instant lookedAt = Instant.EPOCH;
    private Instant lookedAtAll = Instant.EPOCH;

    /**
     * @param trusted gives another object whenever what is known of certificates has changed
     * @param actor of suspensions, in the ledger and the log
     */
    public SignatureWatch(
            AgreementLedger agreements,
            SignatureLedger signatures,
            Countersignatures rules,
            AgreementProfile profile,
            Supplier<TrustedCertificates> trusted,
            String actor,
            Clock clock) {
        this.agreements = agreements;
        this.signatures = signatures;
        this.rules = rules;
        this.profile = profile;
        this.trusted = trusted;
        this.actor = actor;
        this.clock = clock;
    }

    /** Looks at all agreements in force where something new is known of certificates, and once a day; else at those that are new. */
    public void look() {
        TrustedCertificates known = trusted.get();
        Instant now = clock.instant();
        boolean all = known != looked || !now.isBefore(lookedAtAll.plus(ALL_AGAIN));
        Instant since = all ? Instant.EPOCH : lookedAt.minus(OVERLAP);
        String after = "";
        List<Accepted> page;
        do {
            page = signatures.active(since, after, PAGE);
            for (Accepted one : page) {
                judge(one);
                after = one.id();
            }
        } while (page.size() == PAGE);
        looked = known;
        lookedAt = now;
        lookedAtAll = all ? now : lookedAtAll;
    }

    private void judge(Accepted one) {
        List<Refusal> refusals = refusals(one);
        Refusal certain = refusals.stream().filter(Refusal::certain).findFirst().orElse(null);
        if (certain != null) {
            String reason = ReasonCode.AGREEMENT_SIG + " " + certain.party() + " " + certain.rule();
            if (agreements.suspend(one.id(), one.version(), actor, reason)) {
                LOG.error("agreement {} version {} is suspended: {}", one.id(), one.version(), reason);
            }
        } else if (!refusals.isEmpty()) {
            LOG.warn(
                    "the signatures of agreement {} version {} could not be checked again: {} {}",
                    one.id(),
                    one.version(),
                    refusals.get(0).party(),
                    refusals.get(0).rule());
        }
    }

    /** A document that this version of the gateway cannot read is none that it decides by. */
    private List<Refusal> refusals(Accepted one) {
        try {
            return rules.refusalsOfAccepted(AgreementDocument.parse(one.document()), one.acceptedAt());
        } catch (RuntimeException unreadable) { // whatever it is, the others are looked at
            LOG.warn("agreement {} version {} cannot be read", one.id(), one.version());
            return List.of();
        }
    }

    /**
     * Refuses to go on with a suspended agreement whose signatures do not hold.
     *
     * @throws Failure of {@link Countersignatures}
     */
    public void requireSound(String id) {
        signatures.suspended(id).ifPresent(one -> {
            List<Refusal> refusals =
                    rules.refusalsOfAccepted(AgreementDocument.parse(one.document()), one.acceptedAt());
            if (!refusals.isEmpty()) {
                throw refusals.get(0)
                        .failure(refusals.stream()
                                .map(refusal -> profile.problem(refusal.pointer(), refusal.rule()))
                                .toList());
            }
        });
    }
}
