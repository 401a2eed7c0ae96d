package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every event that the log is about leaves a leaf in its own transaction, and nothing else does. */
class LeavesTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void aReceiptLeavesALeafOfItsBytes() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.receivedBy(sent));

        LogLeaf expected = LogLeaf.receipt(sent.id(), "STORED", new byte[] {1}, new byte[] {2});
        assertThat(world.jdbc()
                        .queryForMap(
                                "SELECT subject, leaf, leaf_hash, tree_index FROM log_leaf WHERE type = 'receipt'"))
                .containsEntry("subject", sent.id())
                .containsEntry("leaf", expected.bytes())
                .containsEntry("leaf_hash", expected.hash(LogHash.SM3))
                .containsEntry("tree_index", null);
    }

    @Test
    void theSameReceiptAgainLeavesNoSecondLeaf() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.receivedBy(sent));
        Settlement.VerifiedReceipt again = new Settlement.VerifiedReceipt(
                "other", "STORED", new byte[] {7}, new byte[] {8}, "1234567812345678", new byte[] {9}, null);

        new ReceiptRows(world.jdbc(), new LeafRows(world.jdbc(), TestDatabase.leaves()))
                .insert(List.of(new ReceiptRows.Row(sent.id(), again)));

        assertThat(leaves("receipt")).hasSize(1);
        assertThat(world.rows("receipt")).isEqualTo(1);
    }

    @Test
    void anOutcomeWithoutReceiptLeavesNone() {
        world.settle(LedgerWorld.ended(world.sending("r1", 1), TransferState.REJECTED));

        assertThat(leaves("receipt")).isEmpty();
    }

    @Test
    void aReceiptThatComesAfterItsLeaseWasLostLeavesItsLeaf() {
        ClaimedTransfer lost = world.sending("r2", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);
        world.settle(LedgerWorld.receivedBy(lost));

        assertThat(leaves("receipt")).hasSize(1);
    }

    @Test
    void agreementEventsSayWhatBecameOfWhichVersionAndWhoDidIt() {
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);

        assertThat(leaves("agreement-event"))
                .extracting(
                        leaf -> leaf.path("event").stringValue(),
                        leaf -> leaf.path("agreementHash").stringValue(),
                        leaf -> leaf.path("actor").stringValue())
                .containsExactly(
                        tuple("DRAFTED", agreementHash(), TwoOfficers.ONE),
                        tuple("PROPOSED", agreementHash(), TwoOfficers.ONE),
                        tuple("COUNTERSIGNED", agreementHash(), TwoOfficers.ONE),
                        tuple("ACTIVATED", agreementHash(), TwoOfficers.OTHER),
                        tuple("SUSPENDED", agreementHash(), "officer"));
        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM agreement_event ORDER BY id",
                                String.class))
                .isEqualTo(leaves("agreement-event").stream()
                        .map(leaf -> leaf.path("at").stringValue().substring(0, 19))
                        .toList());
    }

    private static String agreementHash() {
        return Sm3.hex("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aJudgementNamesThePayloadThatTheOfficerSaw() {
        UUID transfer = world.committed(world.quarantined(world.claimed("r1", 1), "payload"));
        QuarantineLedger quarantine = world.ledger().quarantine(platform -> false);
        quarantine.judge(
                transfer, QuarantineLedger.Decision.RELEASE, QuarantineLedger.Looked.ANYHOW, "officer", "false alarm");
        quarantine.judge(
                transfer, QuarantineLedger.Decision.RELEASE, QuarantineLedger.Looked.ANYHOW, "officer", "twice");

        assertThat(leaves("quarantine-decision")).singleElement().satisfies(leaf -> {
            assertThat(leaf.path("transferId").stringValue()).isEqualTo(transfer.toString());
            assertThat(leaf.path("payloadHash").stringValue())
                    .isEqualTo(Sm3.hex("payload".getBytes(StandardCharsets.UTF_8)));
            assertThat(leaf.path("decision").stringValue()).isEqualTo("RELEASE");
            assertThat(leaf.toString()).doesNotContain("false alarm");
        });
    }

    @Test
    void operatorActionsLeaveALeafWhenTheyWereDone() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(sent, TransferState.PARKED));
        OperatorLedger operations = world.ledger().operations();
        operations.pause(LedgerWorld.PLATFORM, "maintenance", "op-1");
        operations.resume(LedgerWorld.PLATFORM, "op-2");
        operations.replay(sent.id(), "op-3");
        operations.replay(sent.id(), "op-4");
        operations.pause("nowhere", "", "op-5");

        assertThat(leaves("operator-action"))
                .extracting(leaf -> leaf.path("action").stringValue() + " "
                        + leaf.path("target").stringValue() + " by "
                        + leaf.path("actor").stringValue())
                .containsExactly("pause qingdao by op-1", "resume qingdao by op-2", "replay " + sent.id() + " by op-3");
    }

    @Test
    void aLogOfAnotherNameOrHashIsRefused() {
        LogLedger log = world.ledger().log();
        log.open("a", LogHash.SM3);
        log.open("a", LogHash.SM3);

        assertThatThrownBy(() -> log.open("b", LogHash.SM3)).isInstanceOf(OtherLog.class);
        assertThatThrownBy(() -> log.open("a", LogHash.SHA_256))
                .isInstanceOf(OtherLog.class)
                .hasMessageContaining("sm3");
    }

    /** As they were written, which neither their ids tell within a millisecond nor their places where rows were deleted. */
    private static List<JsonNode> leaves(String type) {
        return world
                .jdbc()
                .queryForList(
                        """
                        SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE type = ?
                        ORDER BY xmin::text::bigint, cmin::text::bigint
                        """,
                        String.class,
                        type)
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
