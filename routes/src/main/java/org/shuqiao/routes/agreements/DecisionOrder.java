package org.shuqiao.routes.agreements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.mappings.masking.MaskOrder;
import org.shuqiao.routes.agreements.Agreement.Direction;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.Decision.Considered;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * Decides whether a record may go to a platform, or come from one to a center: a pure function, which the order of the agreements
 * does not change. Denied unless some agreement permits it; the first step that fails gives the reason, and of several agreements
 * the one that got furthest speaks (ties: lowest id). One of the other direction speaks only where there is none of this.
 *
 * <p>All that permit it bind it together. A prohibition of any agreement in force between the same parties, in the same direction,
 * beats every permission and every other reason.
 *
 * <p>Signatures (step 1) are verified by the book, which marks what it found. Fields, masking and pre-duties are decided on the
 * payload, consent beside this, quota and window in the claim.
 */
public final class DecisionOrder {
    private static final Comparator<Agreement> BY_ID =
            Comparator.comparing(Agreement::id).thenComparing(Agreement::version);

    private final MaskOrder masks;
    private final Purposes purposes;

    public DecisionOrder(MaskOrder masks, Purposes purposes) {
        this.masks = masks;
        this.purposes = purposes;
    }

    /**
     * What is to be decided.
     *
     * @param endpoint of the platform
     * @param acts what the receiver does with data, besides what the purpose implies
     * @param passesOnTo to whom the receiver passes data on; empty where it does not, or nobody knows
     * @param region of the record, GB/T 2260; null where it names none
     * @param industry of the record, GB/T 4754; null where it names none
     * @param period year or month that the record speaks of; null where it names none
     */
    public record Question(
            Direction direction,
            String center,
            String platform,
            String endpoint,
            String channel,
            String dataset,
            String schemaVersion,
            String catalogCode,
            String purpose,
            Set<Act> acts,
            List<String> passesOnTo,
            @Nullable String region,
            @Nullable String industry,
            @Nullable String period,
            Instant now) {}

    public Decision decide(List<Agreement> candidates, Question question) {
        List<Considered> considered = consider(candidates.stream().sorted(BY_ID).toList(), question);
        List<Agreement> permitting = permitting(considered);
        List<Considered> judged = prohibit(considered, permitting, question);
        return judged.stream()
                .filter(one -> one.reason() == ReasonCode.PROHIBITED_BY)
                .findFirst()
                .map(one -> denial(ReasonCode.PROHIBITED_BY, one, judged))
                .orElseGet(() -> permitting.isEmpty()
                        ? furthest(judged, question.direction())
                        : permit(permitting, question.dataset(), judged));
    }

    /** @param sorted by id and version */
    private static List<Considered> consider(List<Agreement> sorted, Question question) {
        List<Considered> considered = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            Agreement one = sorted.get(i);
            boolean replaced = one.state() == Agreement.State.ENDED
                    && i + 1 < sorted.size()
                    && sorted.get(i + 1).id().equals(one.id());
            considered.add(replaced ? DecisionSteps.replaced(one) : DecisionSteps.consider(one, question));
        }
        return considered;
    }

    /** What an agreement permits beyond its end counts only where nothing in force permits it. */
    private static List<Agreement> permitting(List<Considered> considered) {
        boolean inForce = considered.stream().anyMatch(one -> one.reason() == null && one.inForce());
        return considered.stream()
                .filter(one -> one.reason() == null && one.inForce() == inForce)
                .map(Considered::agreement)
                .toList();
    }

    private List<Considered> prohibit(List<Considered> considered, List<Agreement> permitting, Question question) {
        Set<Act> acts = EnumSet.noneOf(Act.class);
        acts.addAll(question.acts());
        acts.addAll(purposes.acts(question.purpose()));
        boolean ofFields = considered.stream()
                .anyMatch(one -> one.agreement().prohibitions().stream().anyMatch(p -> p.field() != null));
        Set<String> leaving = ofFields ? Prohibition.leaving(permissions(permitting, question.dataset())) : Set.of();
        return considered.stream()
                .map(one -> isBinding(one, question)
                        ? DecisionSteps.withProhibitions(
                                one,
                                acts,
                                one.agreement().prohibitions().stream()
                                        .anyMatch(p -> p.matches(question.dataset(), acts, leaving)))
                        : one)
                .toList();
    }

    private static boolean isBinding(Considered one, Question question) {
        Agreement agreement = one.agreement();
        return one.inForce()
                && agreement.direction() == question.direction()
                && agreement.center().equals(question.center())
                && agreement.platform().equals(question.platform());
    }

    private static List<Permission> permissions(List<Agreement> agreements, String dataset) {
        return agreements.stream()
                .flatMap(agreement -> agreement.permissionFor(dataset).stream())
                .toList();
    }

    private Decision permit(List<Agreement> permitting, String dataset, List<Considered> judged) {
        Optional<Terms> terms = Terms.of(permitting, dataset, masks);
        return terms.isPresent()
                ? new Decision.Permit(permitting, terms.get(), judged)
                : new Decision.Denial(ReasonCode.MASK_CONFLICT, permitting.get(0), judged);
    }

    private static Decision furthest(List<Considered> judged, Direction direction) {
        Comparator<Considered> bySteps = Comparator.<Considered, Boolean>comparing(
                        one -> one.agreement().direction() == direction)
                .thenComparingInt(Considered::stepsPassed);
        // Of equals the first is kept, which has the lowest id; of versions of one agreement the newest, which says how
        // it ended.
        return judged.stream()
                .reduce((a, b) -> bySteps.compare(b, a) > 0 || (bySteps.compare(b, a) == 0 && isSame(a, b)) ? b : a)
                .map(one -> denial(one.reason() == null ? ReasonCode.NO_AGREEMENT : one.reason(), one, judged))
                .orElseGet(() -> new Decision.Denial(ReasonCode.NO_AGREEMENT, null, judged));
    }

    private static boolean isSame(Considered a, Considered b) {
        return a.agreement().id().equals(b.agreement().id());
    }

    private static Decision denial(ReasonCode reason, Considered spokesman, List<Considered> judged) {
        return new Decision.Denial(reason, spokesman.agreement(), judged);
    }

    /** Whether both could bind one transfer that no payload could then obey: a field that they mask in ways that have no order. */
    boolean conflict(Agreement one, Agreement other) {
        boolean never = one.direction() != other.direction()
                || one.purposes().stream().noneMatch(other.purposes()::contains)
                || !one.validFrom().isBefore(other.validUntil())
                || !other.validFrom().isBefore(one.validUntil());
        return !never
                && one.permissions().stream()
                        .map(Permission::dataset)
                        .filter(dataset -> other.permissionFor(dataset).isPresent())
                        .anyMatch(dataset ->
                                Terms.of(List.of(one, other), dataset, masks).isEmpty());
    }
}
