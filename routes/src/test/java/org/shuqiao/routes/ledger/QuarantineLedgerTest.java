package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.BulkLedger.Progress;
import org.shuqiao.routes.ledger.QuarantineBulkLedger.Standing;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Filter;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.QuarantineLedger.Outcome;

class QuarantineLedgerTest {
    private static final Filter ALL = new Filter(null, null, null, null);
    private static final byte[] FINDING = QuarantineLedger.finding(LedgerWorld.FINDING);
    private static final String OTHER_FINDING = "cd".repeat(32);
    private static final Duration PATIENCE = Duration.ofDays(30);
    private static final Duration TOKEN = Duration.ofMinutes(10);

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    /** One officer is enough. */
    private final QuarantineLedger desk = world.ledger().quarantine(platform -> false);

    private final QuarantineLedger publicDesk = world.ledger().quarantine(platform -> true);

    private static UUID quarantined(String recordId) {
        return world.committed(world.quarantined(world.claimed(recordId, 1), "payload"));
    }

    private static UUID quarantined(String recordId, String hits, String finding) {
        return world.committed(world.quarantined(world.claimed(recordId, 1), "payload", hits, finding));
    }

    private Quarantined row(UUID transfer) {
        return desk.waiting(ALL, null, 100).stream()
                .filter(row -> row.transfer().equals(transfer))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> decisions(UUID transfer) {
        return world.jdbc()
                .queryForList(
                        """
                        SELECT convert_from(leaf, 'UTF8')::jsonb ->> 'decision' FROM log_leaf
                        WHERE subject = ? AND type = 'quarantine-decision' ORDER BY id
                        """,
                        String.class,
                        transfer);
    }

    private static boolean keepsDetails(UUID transfer) {
        return world.jdbc()
                .queryForObject(
                        """
                        SELECT EXISTS (SELECT 1 FROM quarantine WHERE transfer = ? AND details IS NOT NULL)
                            OR EXISTS (SELECT 1 FROM quarantine_finding WHERE transfer = ?)
                        """,
                        Boolean.class,
                        transfer,
                        transfer);
    }

    @Test
    void aReleasedTransferIsPreparedAnewWithTheWaiverOfExactlyItsHitsInItsPayload() {
        UUID transfer = quarantined("r1");
        Quarantined seen = row(transfer);

        assertThat(desk.judge(
                        transfer, Decision.RELEASE, new Looked(seen.seen(), null), "officer", "no person's number"))
                .isEqualTo(Outcome.DONE);

        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        assertThat(world.ledger().sweep().duePendingTransfers(10)).containsExactly(transfer);
        Preparation again = world.claimedAgain(transfer);
        assertThat(again.transfer().waiver().payloadHash())
                .isEqualTo(Sm3.digest("payload".getBytes(StandardCharsets.UTF_8)));
        assertThat(again.transfer().waiver().hits()).isEqualTo(seen.hits());
        assertThat(again.transfer().redacted()).isEmpty();
        world.commit(world.ready(again));
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
        assertThat(desk.waiting(ALL, null, 10)).isEmpty();
        assertThat(keepsDetails(transfer)).isFalse();
    }

    @Test
    void aSecondQuarantineForgetsTheWaiverOfTheFirstAndKeepsWhatWasRedacted() {
        UUID transfer = quarantined("r1");
        desk.judge(transfer, Decision.REDACT, Looked.ANYHOW, "officer", "out with it");
        assertThat(world.claimedAgain(transfer).transfer()).satisfies(again -> {
            assertThat(again.waiver()).isNull();
            assertThat(again.redacted()).containsExactly("/title");
        });
        world.jdbc().update("UPDATE transfer SET lease_until = NULL");
        world.commit(world.quarantined(world.claimedAgain(transfer), "other payload"));

        assertThat(world.state(transfer)).isEqualTo(TransferState.QUARANTINED);
        desk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, "officer", "false alarm");
        assertThat(world.claimedAgain(transfer).transfer()).satisfies(again -> {
            assertThat(again.waiver().payloadHash())
                    .isEqualTo(Sm3.digest("other payload".getBytes(StandardCharsets.UTF_8)));
            assertThat(again.redacted()).containsExactly("/title");
        });
        assertThat(decisions(transfer)).containsExactly("REDACT", "RELEASE");
    }

    @Test
    void aReleaseOfWhatWasNotSeenIsNone() {
        UUID transfer = quarantined("r1");
        String seen = row(transfer).seen();
        desk.judge(transfer, Decision.RELEASE, new Looked(seen, null), "officer", "false alarm");
        world.commit(world.quarantined(world.claimedAgain(transfer), "other payload"));

        assertThat(desk.judge(transfer, Decision.RELEASE, new Looked(seen, null), "other officer", "the same"))
                .isEqualTo(Outcome.SEEN_OTHER);
        assertThat(world.state(transfer)).isEqualTo(TransferState.QUARANTINED);
    }

    @Test
    void aWithheldTransferIsOver() {
        UUID transfer = quarantined("r1");

        assertThat(publicDesk.judge(transfer, Decision.WITHHOLD, Looked.ANYHOW, "officer", "a real number"))
                .isEqualTo(Outcome.DONE);

        assertThat(world.state(transfer)).isEqualTo(TransferState.WITHHELD);
        assertThat(world.reason(transfer)).isEqualTo("WITHHELD_BY_OFFICER");
        assertThat(desk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, "officer", "or not"))
                .isEqualTo(Outcome.NOT_THERE);
        assertThat(world.jdbc().queryForMap("SELECT decision, decided_by, reason FROM quarantine"))
                .containsEntry("decision", "WITHHOLD")
                .containsEntry("decided_by", "officer")
                .containsEntry("reason", "a real number");
        assertThat(keepsDetails(transfer)).isFalse();
    }

    @Test
    void judgesNothingThatIsNotInQuarantine() {
        UUID transfer = world.prepared("r1", 1);

        assertThat(desk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, "officer", "why not"))
                .isEqualTo(Outcome.NOT_THERE);
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
    }

    @Test
    void whatStandsInACodeIsNotRedactedAndWhatStandsBesideIsNotReleased() {
        UUID inCode = quarantined(
                "r1", LedgerWorld.HITS.replace("\"redactable\":true", "\"redactable\":false"), "11".repeat(32));
        UUID beside =
                quarantined("r2", LedgerWorld.HITS.replace("\"beside\":false", "\"beside\":true"), "22".repeat(32));
        UUID before = quarantined("r3", "[{\"kind\":\"MOBILE\",\"path\":\"/HDMC\"}]", "33".repeat(32));

        assertThat(row(inCode).offered()).containsExactly(Decision.RELEASE, Decision.WITHHOLD);
        assertThat(row(beside).offered()).containsExactly(Decision.WITHHOLD);
        UUID unseen = quarantined("r4", LedgerWorld.HITS.replace("[{", "[{\"redactable\":true},{"), "44".repeat(32));
        assertThat(row(unseen).offered()).containsExactly(Decision.REDACT, Decision.WITHHOLD);
        assertThat(row(before).offered()).containsExactly(Decision.RELEASE, Decision.WITHHOLD);
        assertThat(desk.judge(inCode, Decision.REDACT, Looked.ANYHOW, "officer", "x"))
                .isEqualTo(Outcome.NOT_OFFERED);
        assertThat(desk.judge(beside, Decision.RELEASE, Looked.ANYHOW, "officer", "x"))
                .isEqualTo(Outcome.NOT_OFFERED);
        assertThat(world.state(beside)).isEqualTo(TransferState.QUARANTINED);
    }

    @Test
    void towardsThePublicOneProposesAndAnotherPersonConfirms() {
        UUID transfer = quarantined("r1");

        assertThat(publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "a hotline"))
                .isEqualTo(Outcome.PROPOSED);
        assertThat(world.state(transfer)).isEqualTo(TransferState.QUARANTINED);
        assertThat(row(transfer).proposal().by()).isEqualTo(TwoOfficers.ONE);
        assertThat(publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "a hotline"))
                .isEqualTo(Outcome.SAME_PERSON);
        assertThat(publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE_AGAIN, "a hotline"))
                .isEqualTo(Outcome.SAME_PERSON);
        assertThatThrownBy(() -> publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, "nobody", "a hotline"))
                .isInstanceOf(Failure.class);
        assertThat(publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.OTHER, "called it"))
                .isEqualTo(Outcome.DONE);

        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        assertThat(decisions(transfer)).containsExactly("PROPOSE_RELEASE", "RELEASE");
    }

    @Test
    void anotherDecisionIsAProposalOfItsOwn() {
        UUID transfer = quarantined("r1");
        publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "a hotline");

        assertThat(publicDesk.judge(transfer, Decision.REDACT, Looked.ANYHOW, TwoOfficers.OTHER, "no"))
                .isEqualTo(Outcome.PROPOSED);
        assertThat(publicDesk.judge(transfer, Decision.REDACT, Looked.ANYHOW, TwoOfficers.ONE, "well, yes"))
                .isEqualTo(Outcome.DONE);
        assertThat(world.claimedAgain(transfer).transfer().redacted()).containsExactly("/title");
    }

    @Test
    void nobodyConfirmsOrReplacesAProposalThatTheyHaveNotSeen() {
        UUID transfer = quarantined("r1");
        Looked nothing = new Looked(null, row(transfer).standing());
        publicDesk.judge(transfer, Decision.RELEASE, nothing, TwoOfficers.ONE, "a hotline");
        Looked release = new Looked(null, row(transfer).standing());

        for (Decision decision : List.of(Decision.RELEASE, Decision.REDACT)) {
            assertThat(publicDesk.judge(transfer, decision, nothing, TwoOfficers.OTHER, "unseen"))
                    .isEqualTo(Outcome.PROPOSED_MEANWHILE);
        }
        assertThat(row(transfer).standing()).isEqualTo(release.standing());
        assertThat(publicDesk.judge(transfer, Decision.REDACT, release, TwoOfficers.OTHER, "out with it"))
                .isEqualTo(Outcome.PROPOSED);
        assertThat(publicDesk.judge(transfer, Decision.REDACT, release, TwoOfficers.ONE, "unseen"))
                .isEqualTo(Outcome.PROPOSED_MEANWHILE);
        assertThat(decisions(transfer)).containsExactly("PROPOSE_RELEASE", "PROPOSE_REDACT");
    }

    /** The look of both was the same; the one whose word comes second has not seen the first. */
    @Test
    void ofTwoProposalsAtOnceTheSecondIsRefused() {
        UUID transfer = quarantined("r1");
        Looked nothing = new Looked(null, row(transfer).standing());

        List<CompletableFuture<Outcome>> said = List.of(
                LedgerWorld.atOnce(
                        () -> publicDesk.judge(transfer, Decision.RELEASE, nothing, TwoOfficers.ONE, "a hotline")),
                LedgerWorld.atOnce(
                        () -> publicDesk.judge(transfer, Decision.RELEASE, nothing, TwoOfficers.OTHER, "a hotline")));

        assertThat(said)
                .extracting(CompletableFuture::join)
                .containsExactlyInAnyOrder(Outcome.PROPOSED, Outcome.PROPOSED_MEANWHILE);
        assertThat(world.state(transfer)).isEqualTo(TransferState.QUARANTINED);
    }

    @Test
    void aProposalOfARevokedKeyIsNobodys() {
        UUID transfer = quarantined("r1");
        publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "a hotline");
        world.jdbc().update("UPDATE api_key SET revoked_at = now() WHERE id = ?", TwoOfficers.ONE);
        try {
            assertThat(publicDesk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.OTHER, "yes"))
                    .isEqualTo(Outcome.PROPOSED);
        } finally {
            world.jdbc().update("UPDATE api_key SET revoked_at = NULL WHERE id = ?", TwoOfficers.ONE);
        }
    }

    @Test
    void isListedByCenterPlatformKindAndFindingFromPageToPage() {
        UUID first = quarantined("r1");
        UUID second = quarantined("r2", LedgerWorld.HITS.replace("MOBILE", "EMAIL"), OTHER_FINDING);
        UUID third = quarantined("r3");

        assertThat(transfers(ALL, null, 2)).containsExactly(first, second);
        assertThat(transfers(ALL, second, 2)).containsExactly(third);
        assertThat(transfers(new Filter(LedgerWorld.CENTER, LedgerWorld.PLATFORM, "EMAIL", null), null, 9))
                .containsExactly(second);
        assertThat(transfers(new Filter(null, null, null, FINDING), null, 9)).containsExactly(first, third);
        assertThat(transfers(new Filter("91370212MA3C000040", null, null, null), null, 9))
                .isEmpty();
        assertThat(desk.transfersWith(List.of(FINDING, QuarantineLedger.finding(OTHER_FINDING))))
                .isEqualTo(Map.of(LedgerWorld.FINDING, 2, OTHER_FINDING, 1));
    }

    private List<UUID> transfers(Filter filter, UUID after, int limit) {
        return desk.waiting(filter, after, limit).stream()
                .map(Quarantined::transfer)
                .toList();
    }

    @Test
    void manyWithTheSameFindingAreDecidedInStepsAndOthersLeftAlone() {
        QuarantineBulkLedger bulk = world.ledger().quarantineBulk(platform -> false, TOKEN);
        List<UUID> same = List.of(quarantined("r1"), quarantined("r2"), quarantined("r3"));
        UUID other = quarantined("r4", LedgerWorld.HITS, OTHER_FINDING);
        UUID more = quarantined("r5", LedgerWorld.HITS.replace("[{", "[{},{"), LedgerWorld.FINDING);

        BulkLedger.Plan plan = bulk.plan(Decision.RELEASE, FINDING, "officer");
        assertThat(plan.matched()).isEqualTo(3);
        UUID later = quarantined("r6");
        assertThat(step(bulk, plan, "somebody else", 2)).isEmpty();
        assertThat(step(bulk, plan, "officer", 2)).hasValue(new Progress(2, 3, false));
        assertThat(step(bulk, plan, "officer", 2)).hasValue(new Progress(3, 3, true));
        assertThat(step(bulk, plan, "officer", 2)).hasValue(new Progress(3, 3, true));

        assertThat(same).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(TransferState.PENDING));
        assertThat(List.of(other, more, later))
                .allSatisfy(id -> assertThat(world.state(id)).isEqualTo(TransferState.QUARANTINED));
        assertThat(bulk.plan(Decision.WITHHOLD, FINDING, "officer").matched()).isEqualTo(2);
    }

    @Test
    void whatWasFoundAnewSinceItWasCountedIsLeftAlone() {
        QuarantineBulkLedger bulk = world.ledger().quarantineBulk(platform -> false, TOKEN);
        UUID counted = quarantined("r1");
        UUID anew = quarantined("r2");
        BulkLedger.Plan plan = bulk.plan(Decision.RELEASE, FINDING, "officer");
        world.jdbc()
                .update("UPDATE quarantine SET payload_hash = 'another', entered_at = now() WHERE transfer = ?", anew);

        assertThat(step(bulk, plan, "officer", 10)).hasValue(new Progress(1, 2, true));

        assertThat(world.state(counted)).isEqualTo(TransferState.PENDING);
        assertThat(world.state(anew)).isEqualTo(TransferState.QUARANTINED);
    }

    private static Optional<Progress> step(QuarantineBulkLedger bulk, BulkLedger.Plan plan, String officer, int limit) {
        return bulk.step(plan.id(), Decision.RELEASE, FINDING, "false alarm", officer, limit);
    }

    @Test
    void manyTowardsThePublicTakeTwoOfficersToo() {
        QuarantineBulkLedger bulk = world.ledger().quarantineBulk(platform -> true, TOKEN);
        UUID transfer = quarantined("r1");

        for (String officer : List.of(TwoOfficers.ONE, TwoOfficers.ONE_AGAIN)) {
            step(bulk, bulk.plan(Decision.RELEASE, FINDING, officer), officer, 10);
            assertThat(world.state(transfer)).isEqualTo(TransferState.QUARANTINED);
        }
        step(bulk, bulk.plan(Decision.RELEASE, FINDING, TwoOfficers.OTHER), TwoOfficers.OTHER, 10);
        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void manyAreCountedWithWhatIsProposedForThemAndWhatIsProposedLaterIsLeftAlone() {
        QuarantineBulkLedger bulk = world.ledger().quarantineBulk(platform -> true, TOKEN);
        UUID same = quarantined("r1");
        UUID other = quarantined("r2");
        UUID later = quarantined("r3");
        publicDesk.judge(same, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "a hotline");
        publicDesk.judge(other, Decision.REDACT, Looked.ANYHOW, TwoOfficers.ONE, "out with it");

        BulkLedger.Plan plan = bulk.plan(Decision.RELEASE, FINDING, TwoOfficers.OTHER);
        publicDesk.judge(later, Decision.REDACT, Looked.ANYHOW, TwoOfficers.ONE, "out with it");
        assertThat(bulk.standing(plan, Decision.RELEASE, FINDING)).isEqualTo(new Standing(1, 1));
        assertThat(step(bulk, plan, TwoOfficers.OTHER, 10)).hasValue(new Progress(2, 3, true));

        assertThat(world.state(same)).isEqualTo(TransferState.PENDING);
        assertThat(row(other).proposal().decision()).isEqualTo(Decision.RELEASE);
        assertThat(row(later).proposal().decision()).isEqualTo(Decision.REDACT);
        BulkLedger.Plan withheld = bulk.plan(Decision.WITHHOLD, FINDING, TwoOfficers.OTHER);
        publicDesk.judge(other, Decision.REDACT, Looked.ANYHOW, TwoOfficers.ONE, "out with it");
        assertThat(bulk.step(withheld.id(), Decision.WITHHOLD, FINDING, "real", TwoOfficers.OTHER, 10))
                .hasValue(new Progress(2, 2, true));
    }

    @Test
    void whatNobodyJudgesInTimeExpiresAndItsCenterIsToldWhere() {
        world.jdbc()
                .update(
                        "INSERT INTO center (usci, name, region) VALUES (?, 'test', '370200') ON CONFLICT DO NOTHING",
                        LedgerWorld.CENTER);
        UUID old = quarantined("r1");
        UUID young = quarantined("r2");
        world.jdbc().update("UPDATE quarantine SET entered_at = now() - interval '31 days' WHERE transfer = ?", old);
        QuarantineAgeLedger age = world.ledger().quarantineAge();

        assertThat(age.end(PATIENCE, 10)).isOne();
        assertThat(age.end(PATIENCE, 10)).isZero();

        assertThat(world.state(old)).isEqualTo(TransferState.EXPIRED);
        assertThat(world.reason(old)).isEqualTo("QUARANTINE_OVERDUE");
        assertThat(world.state(young)).isEqualTo(TransferState.QUARANTINED);
        assertThat(decisions(old)).containsExactly("EXPIRE");
        assertThat(keepsDetails(old)).isFalse();
        String notice =
                world.jdbc().queryForObject("SELECT convert_from(payload, 'UTF8') FROM inbox_message", String.class);
        assertThat(notice)
                .contains("\"notice\":\"quarantine_expired\"")
                .contains("\"residues\":[{\"kind\":\"MOBILE\",\"path\":\"/title\"}]")
                .contains(old.toString())
                .doesNotContain("请拨打");
        assertThat(desk.judge(old, Decision.RELEASE, Looked.ANYHOW, "officer", "too late"))
                .isEqualTo(Outcome.NOT_THERE);
    }

    @Test
    void whatOfficersNeededIsForgottenWhereTheQuarantineEndedOtherwise() {
        UUID overtaken = quarantined("r1");
        UUID waiting = quarantined("r2");
        world.committed(world.stopped(world.claimed("r1", 2), TransferState.DENIED, ReasonCode.DATASET));
        assertThat(world.state(overtaken)).isEqualTo(TransferState.SUPERSEDED);

        world.ledger().quarantineAge().forgetNeedless(10);

        assertThat(keepsDetails(overtaken)).isFalse();
        assertThat(keepsDetails(waiting)).isTrue();
    }
}
