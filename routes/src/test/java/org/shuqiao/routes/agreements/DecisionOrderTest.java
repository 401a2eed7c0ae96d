package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.routes.agreements.SampleAgreement.object;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.agreements.Decision.Considered;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DecisionOrderTest {
    private static final Question BASE = new Question(
            Agreement.Direction.OUT,
            "91370212MA3C000039",
            "qingdao",
            "qingdao-public-data",
            "api",
            "activity",
            "1.0",
            "3021015001/000031",
            "公共数据开放共享",
            Set.of(Act.STORE, Act.DISPLAY, Act.AGGREGATE),
            List.of(),
            "370212",
            null,
            "2026-05",
            SampleAgreement.DURING);

    private static final DecisionOrder ORDER =
            new DecisionOrder((transform, than) -> transform.equals(Terms.DROP) || than.equals("raw"), Purposes.load());

    private static Decision decide(List<Agreement> candidates, Question question) {
        return ORDER.decide(candidates, question);
    }

    /** A question with its members by name, so that a case can change one. */
    private static final class Asked {
        Agreement.Direction direction = BASE.direction();
        String center = BASE.center();
        String platform = BASE.platform();
        String endpoint = BASE.endpoint();
        String channel = BASE.channel();
        String dataset = BASE.dataset();
        String schemaVersion = BASE.schemaVersion();
        String catalogCode = BASE.catalogCode();
        String purpose = BASE.purpose();
        Set<Act> acts = BASE.acts();
        List<String> passesOnTo = BASE.passesOnTo();
        String region = BASE.region();
        String industry = BASE.industry();
        String period = BASE.period();
        Instant now = BASE.now();

        Question question() {
            return new Question(
                    direction,
                    center,
                    platform,
                    endpoint,
                    channel,
                    dataset,
                    schemaVersion,
                    catalogCode,
                    purpose,
                    acts,
                    passesOnTo,
                    region,
                    industry,
                    period,
                    now);
        }
    }

    private static Agreement agreement(Consumer<ObjectNode> change, Agreement.State state) {
        ObjectNode json = SampleAgreement.json();
        ArrayNode permissions = (ArrayNode) json.get("permission");
        permissions.remove(1);
        change.accept(json);
        return AgreementDocument.parse(SampleAgreement.bytes(json)).agreement(state);
    }

    private static Agreement agreement(String id, Consumer<ObjectNode> change) {
        return agreement(change.andThen(json -> json.put("id", id)), Agreement.State.ACTIVE);
    }

    private static final Agreement A1 = agreement("A1", json -> {});

    private static Arguments asked(String name, Consumer<Asked> change, ReasonCode reason) {
        Asked asked = new Asked();
        change.accept(asked);
        return Arguments.of(name, A1, asked.question(), reason);
    }

    private static Arguments agreed(String name, UnaryOperator<Agreement> change, ReasonCode reason) {
        return Arguments.of(name, change.apply(A1), BASE, reason);
    }

    private static Arguments written(String name, Consumer<ObjectNode> change, ReasonCode reason) {
        return Arguments.of(name, agreement("A1", change), BASE, reason);
    }

    private static UnaryOperator<Agreement> in(Agreement.State state) {
        return a -> agreement(json -> {}, state);
    }

    /** The same agreement the other way: the platform gives. */
    private static void inward(ObjectNode json) {
        JsonNode center = json.get("provider");
        json.put("direction", "in").set("provider", json.get("consumer"));
        json.set("consumer", center);
    }

    private static Question inward(Question out) {
        return new Question(
                Agreement.Direction.IN,
                out.center(),
                out.platform(),
                out.endpoint(),
                out.channel(),
                out.dataset(),
                out.schemaVersion(),
                out.catalogCode(),
                out.purpose(),
                Set.of(),
                List.of(),
                out.region(),
                out.industry(),
                out.period(),
                out.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "display", "aggregate", "store"})
    void permitsACenterToGetWhatItMayOnlyShow(String action) {
        Agreement agreement = agreement("in", json -> {
            inward(json);
            permission(json).put("action", action);
        });

        assertThat(decide(List.of(agreement), inward(BASE))).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void letsAnAgreementOfTheOtherDirectionSpeakOnlyWhereThereIsNoneOfThis() {
        Agreement suspended = agreement(json -> {}, Agreement.State.SUSPENDED);
        Agreement inward = agreement("in", DecisionOrderTest::inward);

        assertThat(decide(List.of(inward, suspended), BASE))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(ReasonCode.SUSPENDED));
        assertThat(decide(List.of(suspended, inward), BASE))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(ReasonCode.SUSPENDED));
    }

    @Test
    void case35AJointUnitNeedsAnAgreementOfItsOwn() {
        Asked asked = new Asked();
        asked.center = "91370281MA3F7Q005Q";

        assertThat(decide(List.of(A1), asked.question()))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(ReasonCode.PARTY));
        Agreement own = agreement("A2", json -> object(json, "provider").put("usci", asked.center));
        assertThat(decide(List.of(A1, own), asked.question()))
                .isInstanceOfSatisfying(Decision.Permit.class, permit -> assertThat(permit.agreements())
                        .containsExactly(own));
    }

    private static ObjectNode permission(ObjectNode json) {
        return (ObjectNode) json.at("/permission/0");
    }

    private static void periods(ObjectNode json, String... periods) {
        ArrayNode agreed = permission(json).withObject("/scope").putArray("periods");
        for (String period : periods) {
            agreed.add(period);
        }
    }

    private static Instant shanghai(String localTime) {
        return Instant.parse(localTime + "+08:00");
    }

    /** Numbers are those of the reference cases; a null reason is a permit. */
    static List<Arguments> cases() {
        return List.of(
                asked("1 the base case", asked -> {}, null),
                asked("5 last second of the last day", a -> a.now = shanghai("2026-12-31T23:59:59"), null),
                asked("5 the day after", a -> a.now = shanghai("2027-01-01T00:00:00"), ReasonCode.EXPIRED),
                asked("6 first second of the first day", a -> a.now = shanghai("2026-01-01T00:00:00"), null),
                asked("6 starts tomorrow", a -> a.now = shanghai("2025-12-31T23:59:59"), ReasonCode.NOT_YET),
                agreed("7 suspended", in(Agreement.State.SUSPENDED), ReasonCode.SUSPENDED),
                agreed("7 revoked", in(Agreement.State.REVOKED), ReasonCode.REVOKED),
                agreed("7 ended", in(Agreement.State.ENDED), ReasonCode.EXPIRED),
                asked("9 other center", a -> a.center = "91370281MA3F7Q005Q", ReasonCode.PARTY),
                asked("9 other platform", a -> a.platform = "jinan", ReasonCode.PARTY),
                asked("11 test endpoint", a -> a.endpoint = "qingdao-test", ReasonCode.ENDPOINT),
                asked("12 other dataset", a -> a.dataset = "diagnosis_report", ReasonCode.DATASET),
                asked("13 other purpose", a -> a.purpose = "商业推广", ReasonCode.PURPOSE),
                asked("20 other region", a -> a.region = "370900", ReasonCode.SCOPE_REGION),
                asked("20 no region", a -> a.region = null, ReasonCode.SCOPE_REGION),
                written("any period of the year", json -> periods(json, "2026*"), null),
                written("another period", json -> periods(json, "2025*", "2026-04"), ReasonCode.SCOPE_PERIOD),
                written("no period at all", DecisionOrderTest::periods, ReasonCode.SCOPE_PERIOD),
                asked("a record without period where none is demanded", a -> a.period = null, null),
                asked("28 a platform that passes data on", a -> a.acts = Set.of(Act.REDISTRIBUTE), ReasonCode.ONWARD),
                asked("27 schema 2.0", a -> a.schemaVersion = "2.0", ReasonCode.SCHEMA),
                asked("27 schema that is no number", a -> a.schemaVersion = "next", ReasonCode.SCHEMA),
                asked("other channel", a -> a.channel = "sftp", ReasonCode.CHANNEL),
                asked("other catalogue code", a -> a.catalogCode = "1/1", ReasonCode.CATALOG_CODE),
                written("inward", DecisionOrderTest::inward, ReasonCode.DIRECTION),
                asked("inward only is asked for", a -> a.direction = Agreement.Direction.IN, ReasonCode.DIRECTION),
                written("display only", json -> permission(json).put("action", "display"), ReasonCode.ACTION),
                written(
                        "no region at all",
                        json -> ((ObjectNode) permission(json).get("scope")).putArray("regions"),
                        ReasonCode.SCOPE_REGION),
                written("regions without limit", json -> permission(json).remove("scope"), null),
                written(
                        "a region without a star is that one only",
                        json -> ((ObjectNode) permission(json).get("scope"))
                                .putArray("regions")
                                .add("3702"),
                        ReasonCode.SCOPE_REGION),
                written(
                        "an industry where the record names none",
                        json -> ((ObjectNode) permission(json).get("scope"))
                                .putArray("industries")
                                .add("C29*"),
                        ReasonCode.SCOPE_INDUSTRY),
                written("no purpose at all", json -> json.putArray("purpose"), ReasonCode.PURPOSE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decidesTheReferenceCases(String name, Agreement agreement, Question question, ReasonCode reason) {
        Decision decision = decide(List.of(agreement), question);

        if (reason == null) {
            assertThat(decision).isInstanceOfSatisfying(Decision.Permit.class, permit -> {
                assertThat(permit.agreement()).isSameAs(agreement);
                assertThat(permit.terms().dataset()).isEqualTo("activity");
            });
        } else {
            assertThat(decision).isInstanceOfSatisfying(Decision.Denial.class, denial -> {
                assertThat(denial.reason()).isEqualTo(reason);
                assertThat(denial.spokesman()).isSameAs(agreement);
            });
        }
        assertThat(decision.considered()).singleElement().satisfies(one -> assertThat(one.reason())
                .isEqualTo(reason));
    }

    private static void assertDenied(Consumer<Asked> change, ReasonCode reason) {
        Asked asked = new Asked();
        change.accept(asked);
        assertThat(decide(List.of(A1), asked.question()))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(reason));
    }

    @Test
    void case12DeniesADatasetThatWasNotAgreed() {
        assertDenied(a -> a.dataset = "diagnosis_report", ReasonCode.DATASET);
    }

    @Test
    void case13DeniesAPurposeThatWasNotAgreed() {
        assertDenied(a -> a.purpose = "商业推广", ReasonCode.PURPOSE);
    }

    @Test
    void case20DeniesARegionOutsideTheScope() {
        assertDenied(a -> a.region = "370900", ReasonCode.SCOPE_REGION);
    }

    @Test
    void case28DeniesAPlatformThatPassesDataOn() {
        assertDenied(a -> a.acts = Set.of(Act.REDISTRIBUTE), ReasonCode.ONWARD);
    }

    private static Question passesOnTo(String... recipients) {
        Asked asked = new Asked();
        asked.acts = Set.of(Act.STORE, Act.REDISTRIBUTE);
        asked.passesOnTo = List.of(recipients);
        return asked.question();
    }

    private static Agreement onward(Consumer<ObjectNode> more, String... recipients) {
        return agreement("A1", json -> {
            ArrayNode allowed = json.putObject("onward").put("allowed", true).putArray("recipients");
            List.of(recipients).forEach(allowed::add);
            more.accept(json);
        });
    }

    @Test
    void case28PermitsAPlatformThatPassesDataOnOnlyToRecipientsThatAreAllowed() {
        Agreement agreement = onward(json -> {}, "市档案馆", "市统计局");

        assertThat(decide(List.of(agreement), passesOnTo("市统计局"))).isInstanceOf(Decision.Permit.class);
        assertThat(decide(List.of(agreement), passesOnTo("市统计局", "市档案馆"))).isInstanceOf(Decision.Permit.class);
        for (Question question : List.of(passesOnTo("市统计局", "某公司"), passesOnTo("市统计"), passesOnTo())) {
            assertThat(decide(List.of(agreement), question))
                    .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                            .isEqualTo(ReasonCode.ONWARD));
        }
    }

    @Test
    void case28DeniesWhereRecipientsAreNamedAndNotAllowed() {
        Agreement agreement = onward(json -> object(json, "onward").put("allowed", false), "市统计局");

        assertThat(decide(List.of(agreement), passesOnTo("市统计局")))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(ReasonCode.ONWARD));
    }

    @Test
    void aProhibitionOfPassingOnBeatsItsPermission() {
        Agreement agreement =
                onward(json -> json.putArray("prohibition").addObject().put("action", "redistribute"), "市统计局");

        assertThat(decide(List.of(agreement), passesOnTo("市统计局")))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.reason())
                        .isEqualTo(ReasonCode.PROHIBITED_BY));
    }

    @Test
    void deniesWithoutAnyAgreement() {
        assertThat(decide(List.of(), BASE)).isEqualTo(new Decision.Denial(ReasonCode.NO_AGREEMENT, null, List.of()));
    }

    @Test
    void bindsATransferByAllAgreementsThatPermitIt() {
        Agreement narrow = agreement("A0", json -> permission(json).put("action", "display"));
        Agreement second = agreement("A2", json -> {});

        Decision decision = decide(List.of(narrow, A1, second), BASE);

        assertThat(decision).isInstanceOfSatisfying(Decision.Permit.class, permit -> assertThat(permit.agreements())
                .containsExactly(A1, second));
        assertThat(decision.considered()).extracting(Considered::reason).containsExactly(ReasonCode.ACTION, null, null);
    }

    @Test
    void letsTheAgreementThatGotFurthestSpeak() {
        Agreement expired = agreement("A0", json -> object(json, "valid").put("to", "2026-01-31"));
        Agreement otherPurpose =
                agreement("A1", json -> json.putArray("purpose").add("商业推广"));
        Agreement otherChannel =
                agreement("A2", json -> json.putArray("channels").add("sftp"));

        for (List<Agreement> order :
                List.of(List.of(expired, otherPurpose, otherChannel), List.of(otherChannel, otherPurpose, expired))) {
            Decision decision = decide(order, BASE);

            assertThat(decision).isInstanceOfSatisfying(Decision.Denial.class, denial -> {
                assertThat(denial.reason()).isEqualTo(ReasonCode.PURPOSE);
                assertThat(denial.spokesman()).isSameAs(otherPurpose);
            });
            assertThat(decision.considered()).hasSize(3);
        }
    }

    @Test
    void letsTheLowestIdSpeakOfThoseThatGotEquallyFar() {
        Agreement[] equal = {
            agreement("A1", json -> json.putArray("purpose").add("商业推广")),
            agreement("A2", json -> json.putArray("purpose").add("统计"))
        };

        assertThat(decide(Arrays.asList(equal), BASE))
                .isInstanceOfSatisfying(Decision.Denial.class, denial -> assertThat(denial.spokesman())
                        .isSameAs(equal[0]));
    }
}
