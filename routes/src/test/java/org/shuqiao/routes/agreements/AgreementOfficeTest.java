package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.shuqiao.routes.agreements.AgreementWorld.following;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.TwoOfficers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What it takes to bring an agreement into force, and what stops it on the way. */
class AgreementOfficeTest {
    private static final String ONE = TwoOfficers.ONE;
    private static final String OTHER = TwoOfficers.OTHER;

    @RegisterExtension
    static final AgreementWorld world = new AgreementWorld();

    private final AgreementBook book = world.book();
    private final AgreementOffice office = world.office(book);

    private static byte[] signed() {
        return world.sample().signed();
    }

    private static byte[] unsigned() {
        return world.sample().unsigned(json -> {});
    }

    private static void refused(FailureCode code, ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                .isEqualTo(code));
    }

    // The way into force

    @Test
    void goesFromDraftIntoForceStepByStepAndRecordsWhoTookEach() {
        assertThat(office.draft(unsigned(), ONE).state()).isEqualTo(AgreementState.DRAFT);
        office.propose("A1", 1, null, ONE);
        office.countersign("A1", 1, signed(), ONE);
        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .isEmpty();
        office.activate("A1", 1, null, OTHER);

        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .singleElement()
                .satisfies(agreement -> assertThat(agreement.state()).isEqualTo(Agreement.State.ACTIVE));
        assertThat(world.events())
                .containsExactly(
                        "DRAFTED 1 officer-1",
                        "PROPOSED 1 officer-1",
                        "COUNTERSIGNED 1 officer-1",
                        "ACTIVATED 1 officer-2");
        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT convert_from(leaf, 'UTF8')::json ->> 'event' FROM log_leaf WHERE type = 'agreement-event' ORDER BY id",
                                String.class))
                .containsExactly("DRAFTED", "PROPOSED", "COUNTERSIGNED", "ACTIVATED");
    }

    @Test
    void aDocumentThatBothHaveSignedIsCountersignedAtOnce() {
        assertThat(office.draft(signed(), ONE).state()).isEqualTo(AgreementState.COUNTERSIGNED);

        assertThat(world.events())
                .containsExactly("DRAFTED 1 officer-1", "PROPOSED 1 officer-1", "COUNTERSIGNED 1 officer-1");
    }

    @Test
    void keepsTheBytesAsTheyWereSigned() {
        office.draft(unsigned(), ONE);
        office.propose("A1", 1, null, ONE);
        byte[] source = signed();
        office.countersign("A1", 1, source, ONE);

        assertThat(world.agreements().find("A1", 1)).hasValueSatisfying(stored -> {
            assertThat(stored.document()).isEqualTo(source);
            assertThat(stored.hash()).isEqualTo(AgreementDocument.parse(source).hash());
        });
    }

    @Test
    void aNewVersionEndsTheOneBeforeAndSaysSo() {
        Agreement first = world.inForce(json -> {});

        world.inForce(following(first, 2));

        assertThat(world.states()).containsExactly("1 ENDED", "2 ACTIVE");
        assertThat(world.events()).endsWith("ENDED 1 officer-2", "ACTIVATED 2 officer-2");
        assertThat(world.jdbc()
                        .queryForObject("SELECT reason FROM agreement_event WHERE event = 'ENDED'", String.class))
                .isEqualTo("replaced by version 2");
    }

    // Four eyes

    @ParameterizedTest
    @ValueSource(strings = {TwoOfficers.ONE, TwoOfficers.ONE_AGAIN})
    void whoBroughtItCannotPutItInForceNorWithAnotherKey(String key) {
        office.draft(signed(), ONE);

        refused(FailureCode.FOUR_EYES, () -> office.activate("A1", 1, null, key));

        assertThat(world.states()).containsExactly("1 COUNTERSIGNED");
    }

    @Test
    void whoProposedWhatAnotherDraftedCannotPutItInForceEither() {
        office.draft(unsigned(), ONE);
        office.propose("A1", 1, null, OTHER);
        office.countersign("A1", 1, signed(), ONE);

        refused(FailureCode.FOUR_EYES, () -> office.activate("A1", 1, null, ONE));
        refused(FailureCode.FOUR_EYES, () -> office.activate("A1", 1, null, OTHER));
    }

    @Test
    void theNameOfTheHolderIsComparedWithoutCase() {
        world.jdbc().update("UPDATE api_key SET holder = 'Li Lei' WHERE id = ?", ONE);
        world.jdbc().update("UPDATE api_key SET holder = 'LI LEI' WHERE id = ?", OTHER);
        office.draft(signed(), ONE);

        refused(FailureCode.FOUR_EYES, () -> office.activate("A1", 1, null, OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"holder = NULL", "revoked_at = now()", "role = 'ADMIN'"})
    void aKeyThatNamesNobodyOrIsNoOfficersTakesNoStep(String change) {
        office.draft(signed(), ONE);
        world.jdbc().update("UPDATE api_key SET " + change + " WHERE id = ?", OTHER);

        refused(FailureCode.HOLDER_UNKNOWN, () -> office.activate("A1", 1, null, OTHER));
        refused(FailureCode.HOLDER_UNKNOWN, () -> office.draft(signed(), OTHER));
        refused(FailureCode.HOLDER_UNKNOWN, () -> office.withdraw("A1", 1, null, "test", OTHER));
        refused(FailureCode.HOLDER_UNKNOWN, () -> office.activate("A1", 1, null, "nobody"));
    }

    @Test
    void whoHasSuspendedCannotResume() {
        world.inForce(json -> {});
        world.agreements().change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, ONE, "audit");

        refused(FailureCode.FOUR_EYES, () -> office.resume("A1", null, "over", ONE));
        refused(FailureCode.FOUR_EYES, () -> office.resume("A1", null, "over", TwoOfficers.ONE_AGAIN));
        assertThat(world.states()).containsExactly("1 SUSPENDED");

        assertThat(office.resume("A1", null, "over", OTHER)).contains(0);
        assertThat(world.states()).containsExactly("1 ACTIVE");
        assertThat(office.resume("A1", null, "again", OTHER)).isEmpty();
    }

    @Test
    void nobodyEndsASuspensionThatTheyHaveNotSeen() {
        world.inForce(json -> {});
        Instant first = suspended("audit");
        office.resume("A1", first, "over", OTHER);
        Instant second = suspended("a leak");

        refused(FailureCode.CHANGED_MEANWHILE, () -> office.resume("A1", first, "over", OTHER));
        assertThat(world.states()).containsExactly("1 SUSPENDED");
        assertThat(office.resume("A1", second, "it was none", OTHER)).contains(0);
    }

    private static Instant suspended(String why) {
        world.agreements().change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, ONE, why);
        return world.ledger().agreementHistory().events("A1", 1).get(0).happenedAt();
    }

    @Test
    void anAgreementWhoseSignerIsCompromisedStaysSuspended() {
        world.inForce(json -> {});
        world.agreements().change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, ONE, "theft");
        world.compromised(world.sample().provider());

        refused(FailureCode.AGREEMENT_SIGNATURE, () -> office.resume("A1", null, "over", OTHER));

        assertThat(world.states()).containsExactly("1 SUSPENDED");
    }

    /** The days between would be without any agreement. */
    @Test
    void aVersionThatBeginsLaterDoesNotEndTheOneInForce() {
        Agreement first = world.inForce(json -> {});
        byte[] later = world.sample().signed(json -> {
            json.put("version", 2).put("prev", first.hash());
            json.withObject("/valid").put("from", "2026-12-01");
        });
        office.draft(later, ONE);

        refused(FailureCode.AGREEMENT_INVALID, () -> office.activate("A1", 2, null, OTHER));

        assertThat(world.states()).containsExactly("1 ACTIVE", "2 COUNTERSIGNED");
    }

    // Drafts

    @Test
    void aDraftIsReplacedUntilItIsProposed() {
        office.draft(unsigned(), ONE);
        byte[] better = world.sample().unsigned(json -> json.putArray("purpose").add("统计"));
        office.draft(better, ONE);
        office.propose("A1", 1, null, ONE);

        assertThat(world.agreements().find("A1", 1))
                .hasValueSatisfying(stored -> assertThat(stored.document()).isEqualTo(better));
        refused(FailureCode.AGREEMENT_CONFLICT, () -> office.draft(unsigned(), ONE));
        refused(FailureCode.WRONG_STATE, () -> office.propose("A1", 1, null, ONE));
    }

    @Test
    void noStepIsTakenWithContentThatTheOfficerHasNotSeen() {
        String seen = HexFormat.of().formatHex(office.draft(unsigned(), ONE).hash());
        byte[] other = world.sample().unsigned(json -> json.putArray("purpose").add("统计"));
        String now = HexFormat.of().formatHex(office.draft(other, ONE).hash());

        refused(FailureCode.CHANGED_MEANWHILE, () -> office.propose("A1", 1, seen, OTHER));
        refused(FailureCode.CHANGED_MEANWHILE, () -> office.withdraw("A1", 1, seen, "wrong purpose", OTHER));
        assertThat(world.states()).containsExactly("1 DRAFT");
        office.propose("A1", 1, now, ONE);
        office.countersign(
                "A1", 1, world.sample().signed(json -> json.putArray("purpose").add("统计")), ONE);
        refused(FailureCode.CHANGED_MEANWHILE, () -> office.activate("A1", 1, seen, OTHER));
        assertThat(world.states()).containsExactly("1 COUNTERSIGNED");
        office.activate("A1", 1, now, OTHER);
        assertThat(world.states()).containsExactly("1 ACTIVE");
    }

    @Test
    void nothingElseThanWhatWasProposedIsCountersigned() {
        office.draft(unsigned(), ONE);
        refused(FailureCode.WRONG_STATE, () -> office.countersign("A1", 1, signed(), ONE));
        office.propose("A1", 1, null, ONE);
        byte[] other = world.sample().signed(json -> json.putArray("purpose").add("统计"));

        refused(FailureCode.AGREEMENT_CONFLICT, () -> office.countersign("A1", 1, other, ONE));
        refused(FailureCode.AGREEMENT_CONFLICT, () -> office.countersign("A1", 2, signed(), ONE));
        refused(FailureCode.NOT_COUNTERSIGNED, () -> office.countersign("A1", 1, halfSigned(), ONE));
        refused(
                FailureCode.NOT_FOUND,
                () -> office.countersign("A2", 1, world.sample().signed(json -> json.put("id", "A2")), ONE));
        assertThat(world.states()).containsExactly("1 PROPOSED");
    }

    private static byte[] halfSigned() {
        ObjectNode half = SampleAgreement.read(signed());
        ((ArrayNode) half.get("signatures")).remove(1);
        return SampleAgreement.bytes(half);
    }

    @Test
    void whatOneOrNobodyHasSignedIsADraftAndNotPutInForce() {
        for (byte[] document : List.of(halfSigned(), unsigned())) {
            assertThat(office.draft(document, ONE).state()).isEqualTo(AgreementState.DRAFT);
            refused(FailureCode.NOT_COUNTERSIGNED, () -> office.activate("A1", 1, null, OTHER));
        }
        office.propose("A1", 1, null, ONE);
        refused(FailureCode.NOT_COUNTERSIGNED, () -> office.activate("A1", 1, null, OTHER));
    }

    @Test
    void storesNoDraftWithAWrongSignature() {
        ObjectNode wrong = SampleAgreement.read(signed());
        wrong.putArray("legal_basis").add("第二十条");

        refused(FailureCode.AGREEMENT_SIGNATURE, () -> office.draft(SampleAgreement.bytes(wrong), ONE));

        assertThat(world.states()).isEmpty();
    }

    @Test
    void aWithdrawnVersionGivesItsNumberBackAndItsAuthorIsFreeAgain() {
        office.draft(signed(), ONE);
        office.withdraw("A1", 1, null, "wrong purpose", OTHER);
        assertThat(world.agreements().find("A1", 1))
                .hasValueSatisfying(stored -> assertThat(stored.document()).isEmpty());
        refused(FailureCode.NOT_FOUND, () -> office.activate("A1", 1, null, OTHER));
        refused(FailureCode.NOT_FOUND, () -> office.withdraw("A1", 1, null, "again", OTHER));

        office.draft(signed(), OTHER);
        office.activate("A1", 1, null, ONE);

        assertThat(world.states()).containsExactly("1 ACTIVE");
        refused(FailureCode.WRONG_STATE, () -> office.withdraw("A1", 1, null, "too late", OTHER));
    }

    @Test
    void holdsNoMoreThanSoManyThatAreNotInForceYet() {
        for (String id : List.of("B1", "B2")) {
            office.draft(world.sample().unsigned(json -> json.put("id", id)), ONE);
        }
        Consumer<ObjectNode> third = json -> json.put("id", "B3");
        refused(FailureCode.DRAFTS_FULL, () -> office.draft(world.sample().unsigned(third), ONE));
        office.draft(world.sample().unsigned(third), OTHER);
        refused(
                FailureCode.DRAFTS_FULL,
                () -> office.draft(world.sample().unsigned(json -> json.put("id", "B4")), OTHER));
        office.draft(world.sample().unsigned(json -> json.put("id", "B1")), ONE);

        office.withdraw("B1", 1, null, "room", ONE);
        office.draft(world.sample().unsigned(json -> json.put("id", "B4")), OTHER);
    }

    // What stops it in the last moment

    @Test
    void refusesWhatIsOverByThen() {
        office.draft(signed(), ONE);
        world.at(Instant.parse("2026-12-31T16:00:00Z"));

        assertThatThrownBy(() -> office.activate("A1", 1, null, OTHER))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(violations(failure))
                        .containsExactly(tuple("/valid/to", "VALIDITY_OVER")));
        refused(
                FailureCode.AGREEMENT_INVALID,
                () -> office.draft(world.sample().signed(json -> json.put("id", "A2")), ONE));
    }

    @Test
    void refusesASignerWhoseKeyWasCompromisedMeanwhile() {
        office.draft(signed(), ONE);
        world.compromised(world.sample().consumer());

        refused(FailureCode.AGREEMENT_SIGNATURE, () -> office.activate("A1", 1, null, OTHER));

        assertThat(world.states()).containsExactly("1 COUNTERSIGNED");
    }

    @Test
    void refusesMasksThatHaveNoOrderWithThoseOfAnotherAgreement() {
        Consumer<ObjectNode> dropped = json -> mask(json, "drop");
        Consumer<ObjectNode> banded = json -> mask(json, "band:attendees");
        office.draft(world.sample().signed(dropped), ONE);
        office.draft(world.sample().signed(banded.andThen(json -> json.put("id", "A2"))), ONE);
        office.activate("A1", 1, null, OTHER);

        assertThatThrownBy(() -> office.activate("A2", 1, null, OTHER))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(violations(failure)).containsExactly(tuple("/permission", "MASK_CONFLICT"));
                    assertThat(failure.facts()).containsEntry("with", "A1");
                });
    }

    private static void mask(ObjectNode json, String transform) {
        for (var field : json.at("/permission/0/fields")) {
            if (field.path("path").asString("").equals("/attendees")) {
                ((ObjectNode) field).put("transform", transform).put("required", false);
            }
        }
    }

    @Test
    void putsAVersionInForceOnceWhenTwoTryAtOnce() {
        office.draft(signed(), ONE);

        assertThat(together(() -> office.activate("A1", 1, null, OTHER), () -> world.office(world.book())
                        .activate("A1", 1, null, OTHER)))
                .isEqualTo(1);

        assertThat(world.events().stream().filter(event -> event.startsWith("ACTIVATED")))
                .hasSize(1);
    }

    @Test
    void oneOfTwoSuccessorsComesIntoForceWhenBothTryAtOnce() {
        Agreement first = world.inForce(json -> {});
        office.draft(world.sample().signed(following(first, 2)), ONE);
        office.draft(world.sample().signed(following(first, 3)), ONE);

        assertThat(together(() -> office.activate("A1", 2, null, OTHER), () -> office.activate("A1", 3, null, OTHER)))
                .isEqualTo(1);

        assertThat(world.states().stream().filter(state -> state.endsWith("ACTIVE")))
                .hasSize(1);
        assertThat(world.states()).contains("1 ENDED");
    }

    /** How many of them were not refused. */
    private static long together(Runnable... steps) {
        List<CompletableFuture<Boolean>> running = Stream.of(steps)
                .map(step -> CompletableFuture.supplyAsync(() -> {
                    try {
                        step.run();
                        return true;
                    } catch (Failure refused) {
                        return false;
                    }
                }))
                .toList();
        return running.stream().filter(CompletableFuture::join).count();
    }

    // What it follows

    @Test
    void refusesTheSameVersionTwice() {
        world.inForce(json -> {});

        assertThatThrownBy(() -> office.draft(
                        world.sample().signed(json -> json.putArray("purpose").add("其他")), ONE))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT);
                    assertThat(failure.facts()).isEqualTo(Map.of("id", "A1", "version", 1));
                });
        assertThat(world.agreements().all()).hasSize(1);
    }

    @Test
    void refusesAnIdThatBelongsToOtherPartiesAndLeavesTheirAgreementInForce() {
        Agreement first = world.inForce(json -> {});
        byte[] foreign = world.sample().signed(json -> {
            json.put("version", 2).put("prev", first.hash());
            ((ObjectNode) json.get("provider")).put("usci", "91500000MA5U000036");
        });

        assertThatThrownBy(() -> office.draft(foreign, ONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
        assertThat(world.agreements().find("A1", 1))
                .hasValueSatisfying(stored -> assertThat(stored.state()).isEqualTo(AgreementState.ACTIVE));
    }

    @Test
    void refusesAVersionOlderThanTheOneInForce() {
        String unknown = "0".repeat(64);
        Agreement third = world.inForce(json -> json.put("version", 3).put("prev", unknown));

        assertThatThrownBy(() -> office.draft(
                        world.sample().signed(json -> json.put("version", 2).put("prev", third.hash())), ONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
    }

    @Test
    void refusesAVersionThatFollowsAnotherThanTheNewest() {
        world.inForce(json -> {});
        byte[] stray = world.sample().signed(json -> json.put("version", 2).put("prev", "0".repeat(64)));

        assertThatThrownBy(() -> office.draft(stray, ONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
        assertThat(world.agreements().all()).hasSize(1);
    }

    @Test
    void storesNothingWhoseTermsNobodyCouldObey() {
        Agreement first = world.inForce(json -> {});
        byte[] unobeyable = world.sample().signed(json -> {
            json.put("version", 2).put("prev", first.hash());
            ((ObjectNode) json.at("/permission/0/fields/0")).put("transform", "rot13");
            ((ObjectNode) json.at("/permission/1")).putArray("duties_pre").add("watermark");
        });

        assertThatThrownBy(() -> office.draft(unobeyable, ONE)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID);
            assertThat(violations(failure))
                    .containsExactly(
                            tuple("/permission/0/fields/0/transform", "UNKNOWN_TRANSFORM"),
                            tuple("/permission/1/duties_pre/0", "WATERMARK_WITHOUT_PLACE"));
        });
        assertThat(world.states()).containsExactly("1 ACTIVE");
    }

    @Test
    void listsAnEndThatIsOverBesideWrongTerms() {
        ObjectNode json = SampleAgreement.read(world.sample().unsigned(change -> {}));
        json.put("nonce", 1).withObject("/valid").put("from", "2020-01-01").put("to", "2020-12-31");

        assertThatThrownBy(() -> office.draft(SampleAgreement.bytes(json), ONE))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(violations(failure))
                        .containsExactly(tuple("/nonce", "UNKNOWN_KEY"), tuple("/valid/to", "VALIDITY_OVER")));
    }

    @Test
    void listsWrongSignaturesBesideWrongTerms() {
        ObjectNode json = SampleAgreement.read(world.sample().signed());
        json.put("nonce", 1);
        ((ObjectNode) json.at("/signatures/0")).put("certificate", "no PEM");

        assertThatThrownBy(() -> office.draft(SampleAgreement.bytes(json), ONE))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(violations(failure))
                        .containsExactly(
                                tuple("/nonce", "UNKNOWN_KEY"),
                                tuple("/signatures/0", "CERTIFICATE_MALFORMED"),
                                tuple("/signatures/1", "SIGNATURE_REFUSED")));
    }

    private static List<Tuple> violations(Failure failure) {
        return ((List<?>) failure.facts().get("violations"))
                .stream()
                        .map(Violation.class::cast)
                        .map(violation -> tuple(violation.pointer(), violation.rule()))
                        .toList();
    }
}
