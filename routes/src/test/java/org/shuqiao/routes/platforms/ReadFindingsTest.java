package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.ledger.Finding;
import org.shuqiao.routes.ledger.Finding.NotFound;
import org.shuqiao.routes.ledger.Finding.Received;
import org.shuqiao.routes.ledger.Finding.Unanswered;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ReadFindingsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path keys;

    private static CapabilityCenter center;

    @BeforeAll
    static void makeKeys() {
        center = new CapabilityCenter(keys);
    }

    @Test
    void believesReceiptsAndNotTheStateBesideThem() throws Exception {
        ObjectNode row = row("STORED", receipt("ACCEPTED"), receipt("STORED"));
        assertThat(stages(find(unknown(1), row))).containsExactly("ACCEPTED", "STORED");

        assertThat(stages(find(unknown(1), row("STORED", receipt("ACCEPTED"))))).containsExactly("ACCEPTED");
        assertThat(find(unknown(1), row("STORED"))).isInstanceOf(Unanswered.class);
        assertThat(stages(find(unknown(1), row("NOT_FOUND", receipt("STORED")))))
                .containsExactly("STORED");
    }

    @Test
    void dropsReceiptsThatAreNotProven() throws Exception {
        ObjectNode otherUser = center.receipt(
                CapabilityCenter.id(1), CapabilityCenter.payload(1), "STORED", "1234567812345678", center.receiptKey);
        ObjectNode otherPayload = center.receipt(
                CapabilityCenter.id(1),
                CapabilityCenter.payload(2),
                "STORED",
                CapabilityCenter.USER_ID,
                center.receiptKey);
        ObjectNode otherTransfer = center.receipt(
                CapabilityCenter.id(2),
                CapabilityCenter.payload(1),
                "STORED",
                CapabilityCenter.USER_ID,
                center.receiptKey);

        assertThat(stages(find(unknown(1), row("STORED", receipt("ACCEPTED"), otherUser, otherPayload, otherTransfer))))
                .containsExactly("ACCEPTED");
    }

    @Test
    void mayBeSentAgainOnlyWhereThePlatformSaysThatItHasNothing() throws Exception {
        assertThat(find(unknown(1), row("NOT_FOUND"))).isInstanceOf(NotFound.class);
        assertThat(find(unknown(1), row("LOST"))).isInstanceOf(Unanswered.class);
        assertThat(find(unknown(1), JSON.createObjectNode().put("rowKey", "another")))
                .isInstanceOf(Unanswered.class);
        AskedTransfer accepted = center.asked(1, TransferState.ACCEPTED, 1, CapabilityCenter.NOW);
        assertThat(find(accepted, row("NOT_FOUND"))).isInstanceOf(Unanswered.class);
    }

    @Test
    void anAcceptedTransferRestsUntilThereIsNews() throws Exception {
        AskedTransfer accepted = center.asked(1, TransferState.ACCEPTED, 3, Instant.EPOCH);

        assertThat(find(accepted, row("ACCEPTED", receipt("ACCEPTED"))))
                .isInstanceOfSatisfying(Unanswered.class, rests -> {
                    assertThat(rests.state()).isEqualTo(TransferState.ACCEPTED);
                    assertThat(rests.rest()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
                });
        assertThat(stages(find(accepted, row("REJECTED", receipt("ACCEPTED"), receipt("REJECTED")))))
                .containsExactly("ACCEPTED", "REJECTED");
    }

    @Test
    void anUnknownTransferRestsLongerEachTimeUntilItsAgeIsSpent() throws Exception {
        assertThat(unanswered(center.asked(1, TransferState.UNKNOWN, 1, CapabilityCenter.NOW))
                        .rest())
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(unanswered(center.asked(1, TransferState.UNKNOWN, 20, CapabilityCenter.NOW))
                        .rest())
                .isBetween(Duration.ofSeconds(150), Duration.ofSeconds(300));
        Instant old = CapabilityCenter.NOW.minus(Duration.ofHours(73));
        assertThat(unanswered(center.asked(1, TransferState.UNKNOWN, 2, old)).state())
                .isEqualTo(TransferState.PARKED);
    }

    @Test
    void aQuestionThatIsRefusedIsUnanswered() throws Exception {
        Question question = question(unknown(1));
        byte[] refused = "{\"code\":\"4010\"}".getBytes(StandardCharsets.US_ASCII);

        assertThat(reader().read(new PlatformAnswer.Answered<>(question, 401, refused)))
                .hasOnlyElementsOfType(Unanswered.class);
        assertThat(reader().read(new PlatformAnswer.Answered<>(question, 200, new byte[0])))
                .hasOnlyElementsOfType(Unanswered.class);
        assertThat(reader().read(new PlatformAnswer.NotConnected<>(question))).hasOnlyElementsOfType(Unanswered.class);
    }

    private static Unanswered unanswered(AskedTransfer transfer) throws Exception {
        return (Unanswered)
                reader().read(new PlatformAnswer.NoAnswer<>(question(transfer))).get(0);
    }

    private static AskedTransfer unknown(int number) {
        return center.asked(number, TransferState.UNKNOWN, 1, CapabilityCenter.NOW);
    }

    private static List<String> stages(Finding finding) {
        return ((Received) finding)
                .receipts().stream().map(VerifiedReceipt::stage).toList();
    }

    private static ObjectNode receipt(String stage) {
        return center.receipt(
                CapabilityCenter.id(1),
                CapabilityCenter.payload(1),
                stage,
                CapabilityCenter.USER_ID,
                center.receiptKey);
    }

    private static ObjectNode row(String state, ObjectNode... receipts) {
        ObjectNode row = JSON.createObjectNode()
                .put("rowKey", CapabilityCenter.id(1).toString())
                .put("state", state);
        ArrayNode list = row.putArray("receipts");
        List.of(receipts).forEach(list::add);
        return row;
    }

    private static Finding find(AskedTransfer transfer, ObjectNode row) throws Exception {
        ObjectNode answer = JSON.createObjectNode().put("code", "0");
        answer.putArray("rows").add(row);
        return reader().read(new PlatformAnswer.Answered<>(question(transfer), 200, JSON.writeValueAsBytes(answer)))
                .get(0);
    }

    private static Question question(AskedTransfer transfer) throws Exception {
        return (Question) new BuildQuestion(Calls.of(center.access(), CapabilityCenter.CLOCK))
                .build(new Inquiry(List.of(transfer)));
    }

    private static ReadFindings reader() throws Exception {
        return new ReadFindings(center.access(), center.rests(), CapabilityCenter.CLOCK);
    }
}
