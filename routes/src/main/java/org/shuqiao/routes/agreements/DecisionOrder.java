package org.shuqiao.routes.agreements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.agreements.Agreement.Direction;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.Decision.Considered;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * Decides whether a record may go to a platform, or come from one to a center. Denied unless some agreement permits it; the first
 * step that fails gives the reason, and of several agreements the one that got furthest speaks (ties: lowest id). One of the other
 * direction speaks only where there is none of this.
 *
 * <p>The steps on the record, in their fixed order. Signatures (step 1) were verified when the agreement entered the book.
 * Prohibitions (step 6) and consent (step 9) take their places between purpose and scope, and after scope. Fields, masking
 * and pre-duties are decided on the payload, quota and window in the claim.
 */
public final class DecisionOrder {
    private static final List<BiFunction<Agreement, Question, @Nullable ReasonCode>> STEPS = List.of(
            DecisionOrder::status,
            DecisionOrder::clock,
            DecisionOrder::parties,
            DecisionOrder::direction,
            DecisionOrder::channel,
            DecisionOrder::dataset,
            DecisionOrder::catalogCode,
            DecisionOrder::schema,
            DecisionOrder::purpose,
            DecisionOrder::region,
            DecisionOrder::industry);

    /** What the receiver may do with what it gets; a center may be permitted any of these. */
    private static final Set<String> ACTIONS_IN = Set.of("push", "display", "aggregate", "store");

    private DecisionOrder() {}

    /**
     * What is to be decided.
     *
     * @param endpoint of the platform
     * @param region of the record, GB/T 2260; null where it names none
     * @param industry of the record, GB/T 4754; null where it names none
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
            @Nullable String region,
            @Nullable String industry,
            Instant now) {}

    public static Decision decide(List<Agreement> candidates, Question question) {
        Comparator<Considered> bySteps = Comparator.<Considered, Boolean>comparing(
                        one -> one.agreement().direction() == question.direction())
                .thenComparingInt(Considered::stepsPassed);
        List<Considered> considered = new ArrayList<>();
        Considered furthest = null;
        for (Agreement agreement : candidates) {
            Considered one = consider(agreement, question);
            if (one.reason() == null) {
                Permission permission =
                        agreement.permissionFor(question.dataset()).orElseThrow();
                considered.add(one);
                return new Decision.Permit(agreement, permission, List.copyOf(considered));
            }
            considered.add(one);
            furthest = furthest == null || bySteps.compare(one, furthest) > 0 ? one : furthest;
        }
        ReasonCode reason = furthest == null ? ReasonCode.NO_AGREEMENT : furthest.reason();
        return new Decision.Denial(
                reason == null ? ReasonCode.NO_AGREEMENT : reason,
                furthest == null ? null : furthest.agreement(),
                List.copyOf(considered));
    }

    private static Considered consider(Agreement agreement, Question question) {
        for (int step = 0; step < STEPS.size(); step++) {
            ReasonCode reason = STEPS.get(step).apply(agreement, question);
            if (reason != null) {
                return new Considered(agreement, step, reason);
            }
        }
        return new Considered(agreement, STEPS.size(), null);
    }

    private static @Nullable ReasonCode status(Agreement agreement, Question question) {
        return switch (agreement.state()) {
            case ACTIVE -> null;
            case SUSPENDED -> ReasonCode.SUSPENDED;
            case REVOKED -> ReasonCode.REVOKED;
            case ENDED -> ReasonCode.EXPIRED;
        };
    }

    private static @Nullable ReasonCode clock(Agreement agreement, Question question) {
        if (question.now().isBefore(agreement.validFrom())) {
            return ReasonCode.NOT_YET;
        }
        return question.now().isBefore(agreement.validUntil()) ? null : ReasonCode.EXPIRED;
    }

    private static @Nullable ReasonCode parties(Agreement agreement, Question question) {
        if (!agreement.center().equals(question.center())
                || !agreement.platform().equals(question.platform())) {
            return ReasonCode.PARTY;
        }
        return agreement.endpoint().equals(question.endpoint()) ? null : ReasonCode.ENDPOINT;
    }

    private static @Nullable ReasonCode direction(Agreement agreement, Question question) {
        return agreement.direction() == question.direction() ? null : ReasonCode.DIRECTION;
    }

    private static @Nullable ReasonCode channel(Agreement agreement, Question question) {
        return agreement.channels().contains(question.channel()) ? null : ReasonCode.CHANNEL;
    }

    private static @Nullable ReasonCode dataset(Agreement agreement, Question question) {
        Permission permission = agreement.permissionFor(question.dataset()).orElse(null);
        if (permission == null) {
            return ReasonCode.DATASET;
        }
        boolean acts = question.direction() == Direction.OUT
                ? permission.action().equals("push")
                : ACTIONS_IN.contains(permission.action());
        return acts ? null : ReasonCode.ACTION;
    }

    private static @Nullable ReasonCode catalogCode(Agreement agreement, Question question) {
        return permission(agreement, question).catalogCode().equals(question.catalogCode())
                ? null
                : ReasonCode.CATALOG_CODE;
    }

    private static @Nullable ReasonCode schema(Agreement agreement, Question question) {
        return permission(agreement, question).schema().contains(question.schemaVersion()) ? null : ReasonCode.SCHEMA;
    }

    private static @Nullable ReasonCode purpose(Agreement agreement, Question question) {
        return agreement.purposes().contains(question.purpose()) ? null : ReasonCode.PURPOSE;
    }

    private static @Nullable ReasonCode region(Agreement agreement, Question question) {
        return permission(agreement, question).scope().coversRegion(question.region()) ? null : ReasonCode.SCOPE_REGION;
    }

    private static @Nullable ReasonCode industry(Agreement agreement, Question question) {
        return permission(agreement, question).scope().coversIndustry(question.industry())
                ? null
                : ReasonCode.SCOPE_INDUSTRY;
    }

    /** Steps after {@link #dataset} may rely on it. */
    private static Permission permission(Agreement agreement, Question question) {
        return agreement.permissionFor(question.dataset()).orElseThrow();
    }
}
