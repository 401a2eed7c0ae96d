package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.agreements.Agreement.Direction;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.Decision.Considered;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;

/** The steps on the record by which one agreement permits, in their fixed order. Prohibitions come after the purpose. */
final class DecisionSteps {
    private static final List<BiFunction<Agreement, Question, Step>> STEPS = List.of(
            DecisionSteps::signatures,
            DecisionSteps::status,
            DecisionSteps::clock,
            DecisionSteps::parties,
            DecisionSteps::endpoint,
            DecisionSteps::direction,
            DecisionSteps::channel,
            DecisionSteps::dataset,
            DecisionSteps::action,
            DecisionSteps::catalogCode,
            DecisionSteps::schema,
            DecisionSteps::onward,
            DecisionSteps::purpose,
            DecisionSteps::region,
            DecisionSteps::industry,
            DecisionSteps::period);

    private static final int AFTER_PURPOSE = 13;

    private static final Set<String> ACTIONS_OUT = Set.of("push");

    /** What a center may be permitted to do with what it gets. */
    private static final Set<String> ACTIONS_IN = Set.of("push", "display", "aggregate", "store");

    private DecisionSteps() {}

    static Considered consider(Agreement agreement, Question question) {
        List<Step> trail = new ArrayList<>(STEPS.size() + 1);
        boolean inForce = agreement.isInForce(question.now());
        for (BiFunction<Agreement, Question, Step> each : STEPS) {
            Step step = each.apply(agreement, question);
            trail.add(step);
            if (step.reason() != null) {
                return new Considered(agreement, inForce, trail, step.reason());
            }
        }
        return new Considered(agreement, inForce, trail, null);
    }

    /** The same with the agreement's prohibitions, which speak also where it permits nothing. */
    static Considered withProhibitions(Considered one, Set<Act> acts, boolean prohibited) {
        List<Step> trail = new ArrayList<>(one.trail());
        int at = Math.min(AFTER_PURPOSE, trail.size());
        ReasonCode reason = prohibited ? ReasonCode.PROHIBITED_BY : null;
        trail.add(at, new Step("prohibition", acts, one.agreement().prohibitions(), reason));
        return new Considered(one.agreement(), one.inForce(), trail, prohibited ? reason : one.reason());
    }

    private static Step step(
            String name, @Nullable Object asked, @Nullable Object agreed, boolean fits, ReasonCode otherwise) {
        return new Step(name, asked, agreed, fits ? null : otherwise);
    }

    /** An older version, in the place of which a newer one speaks. */
    static Considered replaced(Agreement agreement) {
        Step status = new Step("status", Agreement.State.ACTIVE, agreement.state(), ReasonCode.EXPIRED);
        return new Considered(agreement, false, List.of(status), ReasonCode.EXPIRED);
    }

    /**
     * A take-down carries ids only, and ends what an agreement has permitted to be shown. Whoever permits take-downs at all permits them
     * beyond its end too, however it ended: a consent may be withdrawn, and a revocation may demand deletion, when nothing else may leave.
     */
    private static boolean isTakeDownAfterTheEnd(Agreement agreement, Question question) {
        boolean over =
                switch (agreement.state()) {
                    case ACTIVE -> !question.now().isBefore(agreement.validUntil());
                    case SUSPENDED, VOID -> false;
                    case ENDED, REVOKED -> true;
                };
        return over
                && question.direction() == Direction.OUT
                && question.dataset().equals(Dataset.TAKE_DOWN);
    }

    /** They were verified before this was decided by; one in force that they do not hold for decides nothing at all. */
    private static Step signatures(Agreement agreement, Question question) {
        boolean hold = agreement.state() != Agreement.State.VOID;
        return step("signatures", agreement.hash(), hold ? agreement.hash() : null, hold, ReasonCode.AGREEMENT_SIG);
    }

    private static Step status(Agreement agreement, Question question) {
        if (isTakeDownAfterTheEnd(agreement, question)) {
            boolean deletes = agreement.state() == Agreement.State.REVOKED
                    && agreement.revocation().deletes();
            return new Step(
                    "status", Dataset.TAKE_DOWN, agreement.state() + (deletes ? ", stop_and_delete" : ""), null);
        }
        ReasonCode reason =
                switch (agreement.state()) {
                    case ACTIVE -> null;
                    case SUSPENDED, VOID -> ReasonCode.SUSPENDED;
                    case REVOKED -> ReasonCode.REVOKED;
                    case ENDED -> ReasonCode.EXPIRED;
                };
        return new Step("status", Agreement.State.ACTIVE, agreement.state(), reason);
    }

    private static Step clock(Agreement agreement, Question question) {
        boolean early = question.now().isBefore(agreement.validFrom());
        return step(
                "clock",
                question.now(),
                List.of(agreement.validFrom(), agreement.validUntil()),
                (!early && question.now().isBefore(agreement.validUntil()))
                        || isTakeDownAfterTheEnd(agreement, question),
                early ? ReasonCode.NOT_YET : ReasonCode.EXPIRED);
    }

    private static Step parties(Agreement agreement, Question question) {
        List<String> asked = List.of(question.center(), question.platform());
        List<String> agreed = List.of(agreement.center(), agreement.platform());
        return step("parties", asked, agreed, asked.equals(agreed), ReasonCode.PARTY);
    }

    private static Step endpoint(Agreement agreement, Question question) {
        boolean same = agreement.endpoint().equals(question.endpoint());
        return step("endpoint", question.endpoint(), agreement.endpoint(), same, ReasonCode.ENDPOINT);
    }

    private static Step direction(Agreement agreement, Question question) {
        boolean same = agreement.direction() == question.direction();
        return step("direction", question.direction(), agreement.direction(), same, ReasonCode.DIRECTION);
    }

    private static Step channel(Agreement agreement, Question question) {
        boolean listed = agreement.channels().contains(question.channel());
        return step("channel", question.channel(), agreement.channels(), listed, ReasonCode.CHANNEL);
    }

    private static Step dataset(Agreement agreement, Question question) {
        List<String> agreed =
                agreement.permissions().stream().map(Permission::dataset).toList();
        return step("dataset", question.dataset(), agreed, agreed.contains(question.dataset()), ReasonCode.DATASET);
    }

    private static Step action(Agreement agreement, Question question) {
        Set<String> asked = question.direction() == Direction.OUT ? ACTIONS_OUT : ACTIONS_IN;
        String agreed = permission(agreement, question).action();
        return step("action", asked, agreed, asked.contains(agreed), ReasonCode.ACTION);
    }

    private static Step catalogCode(Agreement agreement, Question question) {
        String agreed = permission(agreement, question).catalogCode();
        boolean same = agreed.equals(question.catalogCode());
        return step("catalog_code", question.catalogCode(), agreed, same, ReasonCode.CATALOG_CODE);
    }

    private static Step schema(Agreement agreement, Question question) {
        VersionRange agreed = permission(agreement, question).schema();
        boolean contained = agreed.contains(question.schemaVersion());
        return step("schema", question.schemaVersion(), agreed, contained, ReasonCode.SCHEMA);
    }

    /** Every recipient must be among those that the agreement allows; of a platform that does not say to whom, none is. */
    private static Step onward(Agreement agreement, Question question) {
        boolean passedOn = question.acts().contains(Act.REDISTRIBUTE);
        Agreement.Onward onward = agreement.onward();
        return step(
                "onward",
                passedOn ? question.passesOnTo() : false,
                onward.allowed() ? onward.recipients() : false,
                !passedOn || onward.covers(question.passesOnTo()),
                ReasonCode.ONWARD);
    }

    private static Step purpose(Agreement agreement, Question question) {
        boolean listed = agreement.purposes().contains(question.purpose());
        return step("purpose", question.purpose(), agreement.purposes(), listed, ReasonCode.PURPOSE);
    }

    private static Step region(Agreement agreement, Question question) {
        Agreement.Scope scope = permission(agreement, question).scope();
        boolean covered = scope.coversRegion(question.region());
        return step("region", question.region(), scope.regions(), covered, ReasonCode.SCOPE_REGION);
    }

    private static Step industry(Agreement agreement, Question question) {
        Agreement.Scope scope = permission(agreement, question).scope();
        boolean covered = scope.coversIndustry(question.industry());
        return step("industry", question.industry(), scope.industries(), covered, ReasonCode.SCOPE_INDUSTRY);
    }

    private static Step period(Agreement agreement, Question question) {
        Agreement.Scope scope = permission(agreement, question).scope();
        boolean covered = scope.coversPeriod(question.period());
        return step("period", question.period(), scope.periods(), covered, ReasonCode.SCOPE_PERIOD);
    }

    /** Steps after {@link #dataset} may rely on it. */
    private static Permission permission(Agreement agreement, Question question) {
        return agreement.permissionFor(question.dataset()).orElseThrow();
    }
}
