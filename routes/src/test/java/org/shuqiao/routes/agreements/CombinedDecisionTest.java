package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.shuqiao.routes.agreements.SampleAgreement.object;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.NoKeys;
import org.shuqiao.routes.agreements.Agreement.State;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Several agreements between the same parties: what they permit together, and what one of them prohibits. */
class CombinedDecisionTest {
    private static final int ROUNDS = 3_000;
    private static final DecisionOrder ORDER =
            new DecisionOrder(new Desensitiser(new NoKeys()).masks(), Purposes.load());
    private static final Question BASE = question("公共数据开放共享", Set.of(Act.STORE, Act.DISPLAY, Act.AGGREGATE));

    private static Question question(String purpose, Set<Act> acts) {
        return new Question(
                Agreement.Direction.OUT,
                "91370212MA3C000039",
                "qingdao",
                "qingdao-public-data",
                "api",
                "activity",
                "1.0",
                "3021015001/000031",
                purpose,
                acts,
                List.of(),
                "370212",
                null,
                "2026-05",
                SampleAgreement.DURING);
    }

    private static Agreement agreement(String id, State state, Consumer<ObjectNode> change) {
        ObjectNode json = SampleAgreement.json().put("id", id);
        ((ArrayNode) json.get("permission")).remove(1);
        change.accept(json);
        return AgreementDocument.parse(SampleAgreement.bytes(json)).agreement(state);
    }

    private static Agreement agreement(String id, Consumer<ObjectNode> change) {
        return agreement(id, State.ACTIVE, change);
    }

    private static ObjectNode permission(ObjectNode json) {
        return (ObjectNode) json.at("/permission/0");
    }

    private static void prohibit(ObjectNode json, String clause) {
        json.withArray("prohibition").add(SampleAgreement.read(clause.getBytes(StandardCharsets.UTF_8)));
    }

    private static void field(ObjectNode json, String path, String transform, boolean required) {
        permission(json)
                .withArray("fields")
                .addObject()
                .put("path", path)
                .put("class", "G")
                .put("transform", transform)
                .put("required", required);
    }

    private static Decision decide(Question question, Agreement... agreements) {
        return ORDER.decide(List.of(agreements), question);
    }

    private static void assertDenied(Decision decision, ReasonCode reason, Agreement spokesman) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Denial.class, denial -> {
            assertThat(denial.reason()).isEqualTo(reason);
            assertThat(denial.spokesman()).isSameAs(spokesman);
        });
    }

    private static Terms terms(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Permit.class);
        return ((Decision.Permit) decision).terms();
    }

    @Test
    void case25_aProhibitionOfAnotherAgreementBeatsThePermissionAndNamesItself() {
        Agreement permits = agreement("A1", json -> {});
        Agreement prohibits = agreement("A2", json -> prohibit(json, "{\"dataset\":\"activity\"}"));

        assertDenied(decide(BASE, permits, prohibits), ReasonCode.PROHIBITED_BY, prohibits);
        assertDenied(decide(BASE, prohibits, permits), ReasonCode.PROHIBITED_BY, prohibits);
    }

    @Test
    void case25_anAgreementThatPermitsNothingOfTheKindStillProhibits() {
        Agreement permits = agreement("A1", json -> {});
        Agreement prohibits = agreement("A2", json -> {
            prohibit(json, "{\"dataset\":\"activity\"}");
            permission(json).put("dataset", "diagnosis_report");
        });

        Decision decision = decide(BASE, permits, prohibits);

        assertDenied(decision, ReasonCode.PROHIBITED_BY, prohibits);
        assertThat(decision.considered().get(1).trail())
                .extracting(Decision.Step::reason)
                .contains(ReasonCode.DATASET, ReasonCode.PROHIBITED_BY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"field\":\"/served/*/usci\"}",
                "{\"field\":\"/served\"}",
                "{\"dataset\":\"activity\",\"field\":\"/title\"}",
                "{\"action\":\"commercial\"}",
                "{\"action\":\"commercial\",\"dataset\":\"activity\",\"field\":\"/title\"}"
            })
    void aProhibitionThatFitsDenies(String clause) {
        Agreement one = agreement("A1", json -> {
            prohibit(json, clause);
            json.putArray("purpose").add("商业推广");
        });

        assertDenied(decide(question("商业推广", Set.of()), one), ReasonCode.PROHIBITED_BY, one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dataset\":\"diagnosis_report\"}",
                "{\"field\":\"/venue\"}",
                "{\"field\":\"/tit\"}",
                "{\"action\":\"commercial\"}",
                "{\"action\":\"train_model\",\"dataset\":\"activity\"}"
            })
    void aProhibitionOfSomethingElsePermits(String clause) {
        assertThat(decide(BASE, agreement("A1", json -> prohibit(json, clause))))
                .isInstanceOf(Decision.Permit.class);
    }

    @Test
    void aPurposeThatNobodyKnowsImpliesWhatIsProhibited() {
        Agreement one = agreement("A1", json -> {
            prohibit(json, "{\"action\":\"train_model\"}");
            json.putArray("purpose").add("其他");
        });

        assertDenied(decide(question("其他", Set.of()), one), ReasonCode.PROHIBITED_BY, one);
    }

    @Test
    void aProhibitionBindsOnlyWhileItsAgreementIsInForce() {
        Consumer<ObjectNode> prohibits = json -> prohibit(json, "{\"dataset\":\"activity\"}");
        Agreement permits = agreement("A1", json -> {});
        Agreement later = agreement("A3", json -> {
            prohibits.accept(json);
            object(json, "valid").put("from", "2026-12-31");
        });

        for (State state : List.of(State.SUSPENDED, State.REVOKED, State.ENDED)) {
            assertThat(decide(BASE, permits, agreement("A2", state, prohibits))).isInstanceOf(Decision.Permit.class);
        }
        assertThat(decide(BASE, permits, later)).isInstanceOf(Decision.Permit.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\":\"read\"}",
                "{\"action\":\"store\"}",
                "{\"dataset\":7}",
                "{\"dataset\":\"activity\",\"recipient\":\"91370212MA3C000039\"}"
            })
    void refusesAProhibitionThatNobodyEnforces(String clause) {
        assertThatThrownBy(() -> agreement("A1", json -> prohibit(json, clause)))
                .isInstanceOf(Failure.class);
    }

    @Test
    void case26_twoPermitsBindTogetherWithTheStricterMaskTheCommonFieldsAndAllDuties() {
        Agreement wide = agreement("A1", json -> {
            permission(json).put("unlisted_field", "strip");
            permission(json).withArray("duties_post").add("notify");
            object(json, "retention").put("days", 30);
            field(json, "/venue", "raw", false);
            permission(json).put("class_ceiling_after_masking", "I");
        });
        Agreement narrow = agreement("A2", json -> {
            permission(json).put("class_ceiling_after_masking", "G");
            ((ObjectNode) json.at("/permission/0/fields/0"))
                    .put("transform", "drop")
                    .put("required", false);
            permission(json).withArray("duties_pre").add("watermark");
        });

        Decision decision = decide(BASE, wide, narrow);

        Terms terms = terms(decision);
        assertThat(((Decision.Permit) decision).agreements()).containsExactly(wide, narrow);
        assertThat(terms.fields())
                .filteredOn(rule -> rule.path().equals("/title"))
                .extracting(FieldRule::transform, FieldRule::required)
                .containsExactly(tuple("drop", true));
        assertThat(terms.fields())
                .filteredOn(rule -> rule.path().equals("/venue"))
                .extracting(FieldRule::transform, FieldRule::required)
                .containsExactly(tuple("drop", false));
        assertThat(terms.ceilings()).containsExactlyInAnyOrder(FieldClass.G, FieldClass.I);
        assertThat(terms.stripsUnlisted()).isFalse();
        assertThat(terms.duties()).contains("notify", "watermark", "mask", "sign_sm2", "log");
        assertThat(terms.retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void case26_aFieldThatOneRequiresAndTheOtherDoesNotListIsMissing() {
        Agreement requires = agreement("A1", json -> field(json, "/venue", "raw", true));
        Agreement silent = agreement("A2", json -> {});

        assertThat(terms(decide(BASE, requires, silent)).fields())
                .filteredOn(rule -> rule.path().equals("/venue"))
                .extracting(FieldRule::transform, FieldRule::required)
                .containsExactly(tuple("drop", true));
    }

    @Test
    void case26_deniesMasksThatHaveNoOrder() {
        Agreement one = agreement("A1", json -> field(json, "/contact/mobile", "mask-phone", false));
        Agreement other = agreement("A2", json -> field(json, "/contact/mobile", "pseudonym", false));
        Agreement none = agreement("A3", json -> field(json, "/contact/mobile", "drop", false));

        assertDenied(decide(BASE, other, one), ReasonCode.MASK_CONFLICT, one);
        assertThat(ORDER.conflict(one, other)).isTrue();
        assertThat(ORDER.conflict(one, none)).isFalse();
        assertThat(decide(BASE, one, none)).isInstanceOf(Decision.Permit.class);
        assertThat(decide(BASE, one, other, none)).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void saysOfEachStepWhatItCompared() {
        Agreement one = agreement("A1", json -> json.putArray("channels").add("sftp"));

        assertThat(decide(BASE, one).considered().get(0).trail())
                .extracting(Decision.Step::name, Decision.Step::asked, Decision.Step::agreed, Decision.Step::reason)
                .contains(
                        tuple("endpoint", "qingdao-public-data", "qingdao-public-data", null),
                        tuple("channel", "api", Set.of("sftp"), ReasonCode.CHANNEL))
                .doesNotContain(tuple("purpose", null, null, null));
    }

    /** For each id agreements of many kinds: parsing them anew for each round would take longer than deciding. */
    private static final List<List<Agreement>> POOL = pool(new Random(25));

    private static List<List<Agreement>> pool(Random random) {
        List<List<Agreement>> pool = new ArrayList<>();
        for (int id = 0; id < 4; id++) {
            List<Agreement> kinds = new ArrayList<>();
            for (int kind = 0; kind < 25; kind++) {
                State state = random.nextInt(4) > 0
                        ? State.ACTIVE
                        : List.of(State.values()).get(random.nextInt(4));
                kinds.add(agreement("A" + id, state, json -> vary(json, random)));
            }
            pool.add(kinds);
        }
        return pool;
    }

    /** Up to four agreements at random. */
    private static List<Agreement> some(Random random) {
        return POOL.subList(0, 1 + random.nextInt(POOL.size())).stream()
                .map(kinds -> kinds.get(random.nextInt(kinds.size())))
                .toList();
    }

    private static void vary(ObjectNode json, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> json.putArray("purpose").add("统计");
            case 1 -> permission(json).put("action", "display");
            case 2 -> field(json, "/contact/mobile", random.nextBoolean() ? "mask-phone" : "pseudonym", false);
            case 3 -> prohibit(json, clause(random));
            case 4 -> field(json, "/venue", random.nextBoolean() ? "raw" : "drop", random.nextBoolean());
            default -> {}
        }
    }

    private static String clause(Random random) {
        return List.of(
                        "{\"dataset\":\"activity\"}",
                        "{\"field\":\"/venue\"}",
                        "{\"action\":\"commercial\"}",
                        "{\"dataset\":\"diagnosis_report\"}")
                .get(random.nextInt(4));
    }

    @Test
    void theOrderOfAgreementsNeverMatters() {
        Random random = new Random(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            List<Agreement> agreements = some(random);
            Decision decision = ORDER.decide(agreements, BASE);
            List<Agreement> shuffled = new ArrayList<>(agreements);
            Collections.shuffle(shuffled, random);

            assertThat(ORDER.decide(shuffled, BASE)).isEqualTo(decision);
        }
    }

    @Test
    void anotherProhibitionNeverTurnsADenialIntoAPermit() {
        Random random = new Random(5);
        int denials = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Agreement> agreements = new ArrayList<>(some(random));
            boolean denied = ORDER.decide(agreements, BASE) instanceof Decision.Denial;
            int at = random.nextInt(agreements.size());
            Agreement one = agreements.get(at);
            List<Prohibition> more = new ArrayList<>(one.prohibitions());
            more.add(new Prohibition(null, random.nextBoolean() ? "activity" : "slot", null));
            agreements.set(at, with(one, one.permissions(), more));

            denials += denied ? 1 : 0;
            assertThat(denied && ORDER.decide(agreements, BASE) instanceof Decision.Permit)
                    .isFalse();
        }
        assertThat(denials).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    /** Two permissions that cannot be obeyed together are a denial that ends with one of them; every other denial stays one. */
    @Test
    void aPermissionLessTurnsNoDenialIntoAPermitButWherePermissionsContradictEachOther() {
        Random random = new Random(38);
        for (int round = 0; round < ROUNDS; round++) {
            List<Agreement> agreements = new ArrayList<>(some(random));
            Decision before = ORDER.decide(agreements, BASE);
            int at = random.nextInt(agreements.size());
            agreements.set(
                    at, with(agreements.get(at), List.of(), agreements.get(at).prohibitions()));

            boolean permitted = ORDER.decide(agreements, BASE) instanceof Decision.Permit;

            assertThat(permitted
                            && before instanceof Decision.Denial denial
                            && denial.reason() != ReasonCode.MASK_CONFLICT)
                    .isFalse();
        }
    }

    private static Agreement with(
            Agreement one, List<Agreement.Permission> permissions, List<Prohibition> prohibitions) {
        return new Agreement(
                one.id(),
                one.version(),
                one.hash(),
                one.state(),
                one.center(),
                one.platform(),
                one.endpoint(),
                one.purposes(),
                one.validFrom(),
                one.validUntil(),
                one.direction(),
                one.channels(),
                permissions,
                prohibitions,
                one.retention(),
                one.subjectConsent(),
                one.onward(),
                one.revocation());
    }
}
