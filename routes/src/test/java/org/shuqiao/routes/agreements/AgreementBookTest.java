package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.TwoOfficers;

class AgreementBookTest {
    @RegisterExtension
    static final AgreementWorld world = new AgreementWorld();

    private final AgreementBook book = world.book();

    @Test
    void permitsNothingBeforeItWasRead() {
        world.inForce(json -> {});

        assertThat(world.book().candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .isEmpty();
    }

    @Test
    void putsAnAgreementInForceAtOnce() {
        Agreement activated = world.inForce(book, json -> {});

        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .singleElement()
                .satisfies(agreement -> {
                    assertThat(agreement.state()).isEqualTo(Agreement.State.ACTIVE);
                    assertThat(agreement.hash()).isEqualTo(activated.hash());
                });
        assertThat(book.candidates(AgreementWorld.CENTER, "jinan")).isEmpty();
        assertThat(book.candidates("91370281MA3F7Q005Q", AgreementWorld.PLATFORM))
                .isEmpty();
    }

    @Test
    void knowsWhatAnAgreementInForceCovers() {
        Instant now = SampleAgreement.DURING;
        Agreement activated = world.inForce(book, json -> {});
        String dataset = activated.permissions().get(0).dataset();
        String center = AgreementWorld.CENTER;

        assertThat(book.covers(center, AgreementWorld.PLATFORM, dataset, now)).isTrue();
        assertThat(book.covers(center, AgreementWorld.PLATFORM, "slot", now)).isFalse();
        assertThat(book.covers(center, "jinan", dataset, now)).isFalse();
        assertThat(book.covers(center, AgreementWorld.PLATFORM, dataset, activated.validUntil()))
                .isFalse();
    }

    @Test
    void knowsWhatWaitsForAnAgreementToBeResumed() {
        Instant now = SampleAgreement.DURING;
        Agreement activated = world.inForce(book, json -> {});
        String dataset = activated.permissions().get(0).dataset();
        String center = AgreementWorld.CENTER;
        assertThat(book.suspends(center, AgreementWorld.PLATFORM, dataset, now)).isFalse();

        world.agreements().change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, "officer", "audit");
        book.refresh();

        assertThat(book.covers(center, AgreementWorld.PLATFORM, dataset, now)).isFalse();
        assertThat(book.suspends(center, AgreementWorld.PLATFORM, dataset, now)).isTrue();
        assertThat(book.suspends(center, AgreementWorld.PLATFORM, "slot", now)).isFalse();
        assertThat(book.suspends(center, AgreementWorld.PLATFORM, dataset, activated.validUntil()))
                .isFalse();
    }

    @Test
    void endsTheVersionBefore() {
        Agreement first = world.inForce(book, json -> {});
        world.inForce(book, AgreementWorld.following(first, 2));

        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .extracting(Agreement::version, Agreement::state)
                .containsExactly(tuple(1, Agreement.State.ENDED), tuple(2, Agreement.State.ACTIVE));
    }

    @Test
    void learnsOfAChangeByAnotherGatewayWhenItIsRead() {
        world.inForce(book, json -> {});
        world.agreements().change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, "officer", "audit");
        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .extracting(Agreement::state)
                .containsExactly(Agreement.State.ACTIVE);

        book.refresh();

        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .extracting(Agreement::state)
                .containsExactly(Agreement.State.SUSPENDED);
    }

    @Test
    void readsNothingThatIsNotInForceYet() {
        AgreementOffice office = world.office(book);
        office.draft(world.sample().signed(), TwoOfficers.ONE);
        office.draft(world.sample().unsigned(json -> json.put("id", "A2")), TwoOfficers.ONE);

        book.refresh();

        assertThat(book.candidates(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .isEmpty();
        assertThat(book.candidatesNow(AgreementWorld.CENTER, AgreementWorld.PLATFORM))
                .isEmpty();
    }

    private static StoredAgreement unreadable(String id, AgreementState state, String center) {
        return new StoredAgreement(
                id,
                1,
                state,
                center,
                AgreementWorld.PLATFORM,
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2100-01-01T00:00:00Z"),
                new byte[32],
                "{\"profile\":\"cdg-0\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Question question() {
        return LifeCasesTest.question(SampleAgreement.DURING);
    }

    @Test
    void leavesOutAVersionThatIsOverAndThatItCannotRead() {
        world.inForce(json -> {});
        world.insert(unreadable("A0", AgreementState.ENDED, AgreementWorld.CENTER));

        book.refresh();

        assertThat(book.unreadable()).extracting(version -> version.key().id()).containsExactly("A0");
        assertThat(book.decide(question())).isInstanceOf(Decision.Permit.class);
        assertThat(book.decideNow(question())).isInstanceOf(Decision.Permit.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = AgreementState.class,
            names = {"ACTIVE", "SUSPENDED"})
    void decidesNothingBetweenPartiesOfWhomItCannotReadAnAgreementThatLives(AgreementState state) {
        world.inForce(json -> {});
        world.insert(unreadable("A0", state, AgreementWorld.CENTER));

        assertHeld(() -> book.decideNow(question()));
        book.refresh();
        assertHeld(() -> book.decide(question()));
    }

    private static void assertHeld(ThrowableAssert.ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                .isEqualTo(FailureCode.HELD));
    }

    @Test
    void decidesBetweenOthersWhenItCannotReadAnAgreement() {
        world.inForce(json -> {});
        world.insert(unreadable("A0", AgreementState.ACTIVE, "91370281MA3F7Q005Q"));

        book.refresh();

        assertThat(book.unreadable()).hasSize(1);
        assertThat(book.decide(question())).isInstanceOf(Decision.Permit.class);
    }
}
