package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.Countersignatures;
import org.shuqiao.routes.agreements.DecisionOrder;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementTermLedger.Term;
import org.shuqiao.routes.steps.WatchTerms;

class AgreementTermLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final AgreementTermLedger terms = world.ledger().agreementTerms();

    private static AgreementTermLedger ofAnotherGateway() {
        return new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves())
                .agreementTerms();
    }

    private static void endsIn(String interval) {
        world.jdbc().update("UPDATE agreement SET valid_until = now() + ?::interval", interval);
    }

    private static List<String> events() {
        return world.jdbc()
                .queryForList(
                        "SELECT event || ': ' || reason FROM agreement_event WHERE actor = 'gateway' ORDER BY id",
                        String.class);
    }

    @Test
    void endsWhatIsOverOnceAndDeniesWhatWaitsUnderIt() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(queued);
        assertThat(terms.endOver(10)).isEmpty();
        endsIn("0 seconds");

        assertThat(terms.endOver(10)).extracting(Term::id).containsExactly(LedgerWorld.AGREEMENT);
        assertThat(ofAnotherGateway().endOver(10)).isEmpty();

        assertThat(world.ledger().agreements().all())
                .extracting(AgreementLedger.StoredAgreement::state)
                .containsExactly(AgreementState.ENDED);
        assertThat(events()).containsExactly("ENDED: expired");
        assertThat(world.state(queued)).isEqualTo(TransferState.PENDING);
    }

    @ParameterizedTest
    @CsvSource({
        "31 days,     ",
        "30 days,     EXPIRES_SOON: within 30 days",
        "8 days,      EXPIRES_SOON: within 30 days",
        "7 days,      EXPIRES_SOON: within 7 days",
        "1 day,       EXPIRES_SOON: within 1 day",
        "1 minute,    EXPIRES_SOON: within 1 day"
    })
    void warnsOfTheNearestTimeOnly(String left, String event) {
        endsIn(left);

        watch().look();
        watch().look();

        assertThat(events()).isEqualTo(event == null ? List.of() : List.of(event));
    }

    private static WatchTerms watch() {
        return new WatchTerms(
                world.ledger().agreementTerms(),
                new AgreementBook(
                        world.ledger(),
                        new Countersignatures(
                                () -> {
                                    throw new AssertionError("nothing is decided here");
                                },
                                Clock.systemUTC()),
                        new DecisionOrder((one, than) -> false, Purposes.load())));
    }

    @Test
    void warnsAgainWhenTheEndComesNearer() {
        for (String left : List.of("29 days", "6 days", "5 days", "20 hours", "1 hour")) {
            endsIn(left);
            watch().look();
        }

        assertThat(events())
                .containsExactly(
                        "EXPIRES_SOON: within 30 days", "EXPIRES_SOON: within 7 days", "EXPIRES_SOON: within 1 day");
        assertThat(world.leaves("agreement-event")).isEqualTo(4 + 3);
    }

    @Test
    void twoGatewaysWarnOnce() {
        for (int i = 0; i < 10; i++) {
            world.jdbc().update("UPDATE agreement SET warned_days = NULL");
            endsIn("6 days");
            List<CompletableFuture<List<Term>>> both = Stream.of(terms, ofAnotherGateway())
                    .map(gateway -> LedgerWorld.atOnce(() -> gateway.warn(7, 10)))
                    .toList();

            List<Term> warned = new ArrayList<>();
            both.forEach(one -> warned.addAll(one.join()));
            assertThat(warned).hasSize(1);
        }
    }

    private static List<String> notices() {
        return world.jdbc()
                .queryForList("SELECT convert_from(payload, 'UTF8') FROM inbox_message ORDER BY seq", String.class);
    }

    @Test
    void theCenterIsToldInItsInboxEachTimeAndOnceByTwoGateways() {
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
        for (int days : List.of(30, 7, 1)) {
            endsIn(days + " days");
            List<CompletableFuture<List<Term>>> both = Stream.of(terms, ofAnotherGateway())
                    .map(gateway -> LedgerWorld.atOnce(() -> gateway.warn(days, 10)))
                    .toList();
            both.forEach(CompletableFuture::join);
        }

        assertThat(notices()).hasSize(3).allMatch(notice -> notice.contains("\"notice\":\"agreement_expires_soon\""));
        assertThat(notices().get(1))
                .contains("\"agreement\":\"A1\"", "\"agreement_version\":1", "\"within_days\":7", "\"valid_until\":\"");
    }

    @Test
    void tellsWhatEndsSoonFirstToEndFirst() {
        world.activate("A2", 1);
        endsIn("20 days");
        world.jdbc().update("UPDATE agreement SET valid_until = now() + interval '3 days' WHERE id = 'A2'");
        WatchTerms watch = watch();

        watch.look();

        assertThat(watch.ending()).extracting(Term::id).containsExactly("A2", LedgerWorld.AGREEMENT);
    }
}
