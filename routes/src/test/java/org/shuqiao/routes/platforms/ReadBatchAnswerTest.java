package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ReadBatchAnswerTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path keys;

    private static CapabilityCenter center;
    private static List<ClaimedTransfer> transfers;
    private static Envelope envelope;

    @BeforeAll
    static void sendThree() throws Exception {
        center = new CapabilityCenter(keys);
        transfers = center.claimed(3);
        envelope = Calls.envelope(Calls.of(center.access(), CapabilityCenter.CLOCK), Calls.batch(transfers));
    }

    @Test
    void believesEachRowByItsOwnReceipt() throws Exception {
        List<Settlement> settled = read(200, answer(received(1, "0"), received(2, "1001"), received(3, "0")));

        assertThat(settled).extracting(Settlement::state).containsOnly(TransferState.ACCEPTED);
        assertThat(settled)
                .extracting(Settlement::transfer)
                .containsExactly(CapabilityCenter.id(1), CapabilityCenter.id(2), CapabilityCenter.id(3));
        assertThat(settled).allSatisfy(one -> {
            assertThat(one.manifest().payloadHashes()).isEqualTo(envelope.payloadHashes());
            assertThat(one.manifest().envelopeHash()).isEqualTo(envelope.call().hash());
            assertThat(one.delay())
                    .as("rest before the second receipt is asked for")
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
            assertThat(one.receipt().userId()).isEqualTo(CapabilityCenter.USER_ID);
            assertThat(one.receipt().signature()[0]).isEqualTo((byte) 0x30);
        });
        assertThat(settled.get(1).manifest().platformCode()).isEqualTo("1001");
    }

    @Test
    void takesRowsInAnyOrder() throws Exception {
        assertThat(read(200, answer(received(3, "0"), received(1, "0"), received(2, "0"))))
                .extracting(Settlement::state)
                .containsOnly(TransferState.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "4000, PARKED, PLATFORM_SCHEMA",
        "4001, PARKED, PLATFORM_SCHEMA",
        "4011, PARKED, PLATFORM_AUTH",
        "4090, PARKED, PLATFORM_REJECT",
        "9999, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "0, UNKNOWN, RECEIPT_INVALID"
    })
    void aRowThatIsNotTakenStandsAlone(String code, TransferState state, ReasonCode reason) throws Exception {
        List<Settlement> settled = read(200, answer(received(1, "0"), row(2).put("code", code), received(3, "0")));

        assertThat(settled)
                .extracting(Settlement::state)
                .containsExactly(TransferState.ACCEPTED, state, TransferState.ACCEPTED);
        assertThat(settled.get(1).reason()).isEqualTo(reason);
    }

    @Test
    void doesNotKnowWhatBecameOfARowThatIsMissingOrTwice() throws Exception {
        List<Settlement> settled = read(200, answer(received(1, "0"), received(2, "0"), row(2).put("code", "4000")));

        assertThat(settled)
                .extracting(Settlement::state)
                .containsExactly(TransferState.ACCEPTED, TransferState.UNKNOWN, TransferState.UNKNOWN);
        assertThat(settled.get(2).delay()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void believesNoReceiptOfAnotherRowUserStageOrKey() throws Exception {
        ClaimedTransfer first = transfers.get(0);
        ObjectNode neighbours = row(1).put("code", "0");
        neighbours.setAll(center.receipt(transfers.get(1), "ACCEPTED"));
        ObjectNode stored = row(1).put("code", "0");
        stored.setAll(center.receipt(first, "STORED"));
        ObjectNode user = row(1).put("code", "0");
        user.setAll(center.receipt(first.id(), first.payload(), "ACCEPTED", "1234567812345678", center.receiptKey));
        ObjectNode key = row(1).put("code", "0");
        key.setAll(center.receipt(first.id(), first.payload(), "ACCEPTED", CapabilityCenter.USER_ID, center.client));

        for (ObjectNode wrong : List.of(neighbours, stored, user, key)) {
            assertThat(read(200, answer(wrong)).get(0).reason()).isEqualTo(ReasonCode.RECEIPT_INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 4000, PARKED, PLATFORM_SCHEMA, false",
        "413, 4130, PARKED, PLATFORM_SCHEMA, false",
        "401, 4010, READY, PLATFORM_AUTH, true",
        "401, 4012, READY, PLATFORM_AUTH, true",
        "401, 4014, READY, PLATFORM_AUTH, true",
        "429, 4290, READY, PLATFORM_QUOTA, false",
        "503, 5030, READY, PLATFORM_RETRY, true",
        "500, 9999, UNKNOWN, ANSWER_NOT_UNDERSTOOD, true"
    })
    void aCallThatFailsFailsForAll(
            int status, String code, TransferState state, ReasonCode reason, boolean platformFailed) throws Exception {
        List<Settlement> settled = read(status, JSON.createObjectNode().put("code", code));

        assertThat(settled).hasSize(3).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(state);
            assertThat(one.reason()).isEqualTo(reason);
            assertThat(one.platformFailed()).isEqualTo(platformFailed);
            assertThat(one.manifest().platformCode()).isEqualTo(code);
        });
    }

    @Test
    void nothingIsKnownWithoutAnAnswerAndNothingLeftWithoutAConnection() throws Exception {
        assertThat(reader().read(new PlatformAnswer.NoAnswer<>(envelope)))
                .hasSize(3)
                .extracting(Settlement::state)
                .containsOnly(TransferState.UNKNOWN);
        assertThat(reader().read(new PlatformAnswer.NotConnected<>(envelope)))
                .hasSize(3)
                .extracting(Settlement::state)
                .containsOnly(TransferState.READY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"code\":\"0\"}", "{\"code\":\"0\",\"rows\":7}", "{\"code\":\"0\",\"rows\":[7,null,[]]}"})
    void rowsThatAreNoRowsLeaveAllUnknown(String body) throws Exception {
        assertThat(reader().read(new PlatformAnswer.Answered<>(envelope, 200, body.getBytes(UTF_8))))
                .extracting(Settlement::state)
                .containsOnly(TransferState.UNKNOWN);
    }

    private static ReadAnswer reader() throws Exception {
        return new ReadAnswer(
                Calls.of(center.access(), CapabilityCenter.CLOCK), center.rests(), CapabilityCenter.CLOCK);
    }

    private static List<Settlement> read(int status, ObjectNode body) throws Exception {
        return reader().read(new PlatformAnswer.Answered<>(envelope, status, JSON.writeValueAsBytes(body)));
    }

    private static ObjectNode answer(ObjectNode... rows) {
        ObjectNode answer = JSON.createObjectNode().put("code", "0");
        ArrayNode list = answer.putArray("rows");
        List.of(rows).forEach(list::add);
        return answer;
    }

    private static ObjectNode row(int number) {
        return JSON.createObjectNode().put("rowKey", CapabilityCenter.id(number).toString());
    }

    private static ObjectNode received(int number, String code) {
        ObjectNode row = row(number).put("code", code);
        row.setAll(center.receipt(transfers.get(number - 1), "ACCEPTED"));
        return row;
    }
}
