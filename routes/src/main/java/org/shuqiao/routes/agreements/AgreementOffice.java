package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.DraftLedger;

/**
 * What officers do to agreements. Whoever brings an agreement cannot put it in force: that takes a second person. To restrict takes one.
 *
 * <p>Every step is given the id of the officer's API key and what the officer has seen, and throws as {@link DraftLedger} does. What is in force is checked in the
 * moment it comes into force, not only when it was handed in.
 */
public final class AgreementOffice {
    private final AgreementBook book;
    private final SignatureWatch signatures;
    private final DraftLedger drafts;
    private final AgreementProfile profile;
    private final Countersignatures countersignatures;
    private final DecisionOrder order;
    private final Clock clock;

    public AgreementOffice(
            AgreementBook book,
            SignatureWatch signatures,
            DraftLedger drafts,
            AgreementProfile profile,
            Countersignatures countersignatures,
            DecisionOrder order,
            Clock clock) {
        this.book = book;
        this.signatures = signatures;
        this.drafts = drafts;
        this.profile = profile;
        this.countersignatures = countersignatures;
        this.order = order;
        this.clock = clock;
    }

    /**
     * Takes a draft; one that both parties have signed is proposed and countersigned by that.
     *
     * @throws Failure {@link FailureCode#AGREEMENT_INVALID} with every problem as {@code violations};
     *     {@link FailureCode#AGREEMENT_SIGNATURE} where only a signature is wrong, a missing one is not
     */
    public StoredAgreement draft(byte[] source, String key) {
        Checked checked = checked(source);
        boolean signed = checked.missing().isEmpty();
        StoredAgreement draft =
                stored(checked.document(), signed ? AgreementState.COUNTERSIGNED : AgreementState.DRAFT);
        drafts.store(draft, checked.document().previous(), key);
        return draft;
    }

    public void propose(String id, int version, @Nullable String seen, String key) {
        drafts.propose(id, version, seen, key);
    }

    /**
     * Takes the signed document of a proposed version.
     *
     * @throws Failure as {@link #draft}; {@link FailureCode#NOT_COUNTERSIGNED} where a party has not signed it;
     *     {@link FailureCode#AGREEMENT_CONFLICT} where it is another version or has another content
     */
    public void countersign(String id, int version, byte[] source, String key) {
        StoredAgreement signed = stored(signed(source), AgreementState.COUNTERSIGNED);
        if (!signed.id().equals(id) || signed.version() != version) {
            throw new Failure(FailureCode.AGREEMENT_CONFLICT, Map.of("id", signed.id(), "version", signed.version()));
        }
        drafts.countersign(signed, key);
    }

    /**
     * Puts a version in force, ending its version before.
     *
     * @throws Failure {@link FailureCode#FOUR_EYES} for who brought it; as {@link #countersign} where it could not be brought any more,
     *     for example since its term is over, a certificate was revoked, or another agreement has masks that have no order with its own
     */
    public void activate(String id, int version, @Nullable String seen, String key) {
        drafts.activate(id, version, seen, key, this::lastLook);
        book.refresh();
    }

    private @Nullable String lastLook(StoredAgreement stored) {
        AgreementDocument document = signed(stored.document());
        Agreement agreement = document.agreement(Agreement.State.ACTIVE);
        refuseGap(agreement);
        refuseConflict(agreement);
        return document.previous();
    }

    /** It ends the version before, under which nothing more would go until its own term has begun. */
    private void refuseGap(Agreement agreement) {
        boolean replaces = book.candidatesNow(agreement.center(), agreement.platform()).stream()
                .anyMatch(other -> other.id().equals(agreement.id()) && lives(other));
        if (replaces && agreement.validFrom().isAfter(clock.instant())) {
            throw invalid(List.of(profile.problem("/valid/from", "LEAVES_A_GAP")));
        }
    }

    public void withdraw(String id, int version, @Nullable String seen, String reason, String key) {
        drafts.withdraw(id, version, seen, reason, key);
    }

    /**
     * Ends a suspension, as a second person.
     *
     * @return as {@link AgreementLedger#change}
     * @throws Failure {@link FailureCode#FOUR_EYES} for who has suspended it; {@link FailureCode#AGREEMENT_SIGNATURE} where a signature
     *     was none already when the agreement came into force, as is known by now
     */
    public Optional<Integer> resume(String id, @Nullable Instant seen, String reason, String key) {
        signatures.requireSound(id);
        Optional<Integer> sending = drafts.resume(id, seen, key, reason);
        book.refresh();
        return sending;
    }

    /** @param missing signatures */
    private record Checked(AgreementDocument document, List<Refusal> missing) {}

    private Checked checked(byte[] source) {
        List<Violation> problems = new ArrayList<>(profile.problems(source));
        if (isOver(source)) {
            problems.add(profile.problem("/valid/to", "VALIDITY_OVER"));
        }
        if (!problems.isEmpty()) {
            problems.addAll(spoken(refusalsOfBroken(source)));
            throw invalid(problems);
        }
        AgreementDocument document = AgreementDocument.parse(source);
        List<Refusal> refusals = countersignatures.refusals(document);
        if (!wrong(refusals).isEmpty()) {
            refuse(refusals);
        }
        return new Checked(document, refusals);
    }

    /** As far as a document can be read that has other problems. */
    private boolean isOver(byte[] source) {
        try {
            Instant until = AgreementDocument.parse(source).validUntil();
            return until != null && !clock.instant().isBefore(until);
        } catch (Failure unreadable) {
            return false;
        }
    }

    private AgreementDocument signed(byte[] source) {
        Checked checked = checked(source);
        refuse(checked.missing());
        return checked.document();
    }

    /** As far as the signatures of a document can be read that has other problems already. */
    private List<Refusal> refusalsOfBroken(byte[] source) {
        try {
            return wrong(countersignatures.refusals(AgreementDocument.parse(source)));
        } catch (Failure unreadable) {
            return List.of();
        }
    }

    private static List<Refusal> wrong(List<Refusal> refusals) {
        return refusals.stream()
                .filter(refusal -> refusal.code() != FailureCode.NOT_COUNTERSIGNED)
                .toList();
    }

    /** The first gives the code, so wrong ones come before missing ones. */
    private void refuse(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw refusals.get(0).failure(spoken(refusals));
        }
    }

    private List<Violation> spoken(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> profile.problem(refusal.pointer(), refusal.rule()))
                .toList();
    }

    private static Failure invalid(List<Violation> problems) {
        return new Failure(FailureCode.AGREEMENT_INVALID, Map.of("violations", List.copyOf(problems)));
    }

    private static StoredAgreement stored(AgreementDocument document, AgreementState state) {
        Agreement agreement = document.agreement(Agreement.State.ACTIVE);
        return new StoredAgreement(
                agreement.id(),
                agreement.version(),
                state,
                agreement.center(),
                agreement.platform(),
                agreement.validFrom(),
                agreement.validUntil(),
                document.hash(),
                document.source());
    }

    /** Two agreements whose masks have no order would together deny what each permits. */
    private void refuseConflict(Agreement agreement) {
        for (Agreement other : book.candidatesNow(agreement.center(), agreement.platform())) {
            if (lives(other) && !other.id().equals(agreement.id()) && order.conflict(agreement, other)) {
                throw new Failure(
                        FailureCode.AGREEMENT_INVALID,
                        Map.of(
                                "violations",
                                List.of(profile.problem("/permission", "MASK_CONFLICT")),
                                "with",
                                other.id()));
            }
        }
    }

    private static boolean lives(Agreement agreement) {
        return switch (agreement.state()) {
            case ACTIVE, SUSPENDED, VOID -> true;
            case ENDED, REVOKED -> false;
        };
    }
}
