package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ActHistoryLedger.Place;
import org.shuqiao.routes.ledger.ApprovalLedger.Answer;
import org.shuqiao.routes.ledger.CenterLedger.NewApiKey;
import org.shuqiao.routes.ledger.PreparedTransfer.AskedApproval;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;

/** Whatever somebody does is in the list of acts. */
class ActsTest {
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @BeforeEach
    void enrol() {
        TwoOfficers.enrol(world.jdbc());
    }

    private static List<Tuple> acts(Object target) {
        return world.ledger().actHistory().page(null, target.toString(), Place.START, 20).acts().stream()
                .map(act -> tuple(act.action(), act.actor(), act.reason()))
                .toList();
    }

    private static UUID quarantined() {
        return world.committed(world.quarantined(world.claimed("r1", 1), "payload"));
    }

    @Test
    void aDecisionOnQuarantine() {
        UUID transfer = quarantined();

        world.ledger()
                .quarantine(platform -> false)
                .judge(transfer, Decision.WITHHOLD, Looked.ANYHOW, "officer-1", "real");

        assertThat(acts(transfer)).containsExactly(tuple("quarantine-withhold", "officer-1", "real"));
    }

    @Test
    void aProposalAndWhoConfirmsIt() {
        UUID transfer = quarantined();
        QuarantineLedger desk = world.ledger().quarantine(platform -> true);

        desk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.ONE, "harmless");
        desk.judge(transfer, Decision.RELEASE, Looked.ANYHOW, TwoOfficers.OTHER, "so it is");

        assertThat(acts(transfer))
                .containsExactly(
                        tuple("quarantine-release", TwoOfficers.OTHER, "so it is"),
                        tuple("quarantine-propose-release", TwoOfficers.ONE, "harmless"));
    }

    @Test
    void whatNobodyDecidedInTime() {
        UUID transfer = quarantined();
        world.jdbc().update("UPDATE quarantine SET entered_at = now() - interval '40 days'");

        world.ledger().quarantineAge().end(Duration.ofDays(30), 10);

        assertThat(acts(transfer)).containsExactly(tuple("quarantine-expire", "gateway", ""));
    }

    @Test
    void anAnswerToAnApproval() {
        UUID transfer =
                world.committed(world.stopped(world.claimed("r2", 1), TransferState.WAITING, ReasonCode.DUTY_APPROVAL)
                        .asking(new AskedApproval(Sm3.digest(PAYLOAD), PAYLOAD)));

        world.ledger().approvals().answer(transfer, Sm3.digest(PAYLOAD), Answer.REFUSE, "officer-1", "not now");

        assertThat(acts(transfer)).containsExactly(tuple("approval-refuse", "officer-1", "not now"));
    }

    @Test
    void everyStepOfAKey() {
        UUID key = UUID.randomUUID();
        KeyLedger keys = world.ledger().keys();

        keys.add(new NewKey(key, Role.CALL, "qingdao", Kind.SECRET, new byte[] {1}, null), "officer-1");
        keys.activate(key, Instant.now(), "officer-1");
        keys.compromised(key, Instant.now(), "lost", "officer-2");

        assertThat(acts(key))
                .containsExactly(
                        tuple("key-compromise", "officer-2", "lost"),
                        tuple("key-activate", "officer-1", ""),
                        tuple("key-generate", "officer-1", ""));
    }

    @Test
    void centersAndTheirKeysComingAndGoing() {
        CenterLedger centers = world.ledger().centers();

        centers.register("U-NEW", "新中心", "370212", "admin");
        centers.register("U-NEW", "新中心", "370212", "admin");
        centers.addKey(new NewApiKey("k-new", new byte[] {0}, "CENTER", "U-NEW", "erp", null), "admin");
        centers.revokeKey("k-new", "admin");
        centers.revokeKey("k-new", "admin");

        assertThat(acts("U-NEW")).containsExactly(tuple("REGISTER_CENTER", "admin", "新中心"));
        assertThat(acts("k-new"))
                .containsExactly(tuple("REVOKE_KEY", "admin", "CENTER"), tuple("ISSUE_KEY", "admin", "CENTER"));
    }
}
