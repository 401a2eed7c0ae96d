package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.platforms.CapabilityCenterReviewed;
import org.shuqiao.mappings.platforms.ReviewChain.Outcome;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Finding;
import org.shuqiao.routes.ledger.Review;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What reviewing bodies say in receipts that the platform has signed, and what is no word of theirs. */
class ReviewedReceiptTest {
    @TempDir
    static Path keys;

    private static CapabilityCenter center;
    private static Receipt receipts;
    private static ClaimedTransfer transfer;

    @BeforeAll
    static void makeKeys() throws Exception {
        center = new CapabilityCenter(keys);
        receipts = new Receipt(center.access(CapabilityCenterReviewed.platform()), CapabilityCenter.CLOCK);
        transfer = center.claimed(1, 1);
    }

    private static Receipt.Read read(String stage, String review) {
        return receipts.read(center.reviewed(transfer, stage, review));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACCEPTED | district | forwarded",
                "ACCEPTED | city     | forwarded",
                "STORED   | province | accepted",
                "REJECTED | district | returned",
                "REJECTED | province | returned"
            })
    void readsWhatIsForABodyToSay(String stage, String body, String outcome) {
        Receipt.Read read = read(stage, review(body, outcome, "\"第3项 缺证明材料\""));

        Review review = read.verified().review();
        assertThat(review.by().id()).isEqualTo(body);
        assertThat(review.by().zh()).isNotBlank();
        assertThat(review.outcome()).isEqualTo(Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
        assertThat(review.reasons()).containsExactly("第3项 缺证明材料");
    }

    private static String review(String body, String outcome, String reasons) {
        return "{\"by\":\"%s\",\"outcome\":\"%s\",\"reasons\":[%s]}".formatted(body, outcome, reasons);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REJECTED | city     | returned  | who may not return",
                "STORED   | district | accepted  | who does not decide",
                "ACCEPTED | province | forwarded | who decides",
                "STORED   | district | forwarded | what is on its way is not stored",
                "ACCEPTED | district | returned  | what is returned is not accepted",
                "ACCEPTED | village  | forwarded | nobody knows it",
                "ACCEPTED | district | FORWARDED | not as it is written",
                "ACCEPTED | district | lost      | no outcome"
            })
    void refusesWhatIsNotForABodyToSay(String stage, String body, String outcome, String why) {
        assertThat(read(stage, review(body, outcome, "\"x\""))).as(why).isNull();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "null",
                "{}",
                "[]",
                "\"returned\"",
                "{\"by\":\"district\",\"outcome\":\"returned\"}",
                review("district", "returned", ""),
                review("district", "returned", "1"),
                review("district", "returned", "\" \""),
                review("district", "returned", "\"a\\nb\""),
                review("district", "returned", "\"a\\u0000b\""),
                review("district", "returned", "\"a\\u202eb\""),
                review("district", "returned", "\"" + "长".repeat(501) + "\""),
                review("district", "returned", "\"x\",".repeat(20) + "\"x\""),
                "{\"by\":\"district\",\"outcome\":\"returned\",\"reasons\":\"x\"}");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesAReviewOfAnotherForm(String review) {
        assertThat(read("REJECTED", review)).isNull();
    }

    @Test
    void takesAReceiptWithoutAReviewAsBefore() {
        Receipt.Read read = receipts.read(center.receipt(transfer, "ACCEPTED"));

        assertThat(read.verified().review()).isNull();
    }

    /** Closed by default: what nobody has described is nobody's word. */
    @Test
    void refusesAReviewWhereNobodyReviews() throws Exception {
        Receipt plain = new Receipt(center.access(), CapabilityCenter.CLOCK);

        assertThat(plain.read(center.reviewed(transfer, "ACCEPTED", review("district", "forwarded", ""))))
                .isNull();
    }

    @Test
    void refusesAReviewThatWasPutIntoASignedReceipt() {
        ObjectNode plain = center.receipt(transfer, "REJECTED");
        ObjectNode reviewed = center.reviewed(transfer, "REJECTED", review("district", "returned", "\"x\""));
        reviewed.set("signature", plain.get("signature"));

        assertThat(receipts.read(reviewed)).isNull();
    }

    /** Else nobody would see how far it has come, where a platform is asked and does not call back. */
    @Test
    void whatABodySaidIsNewsOfWhatIsStillAccepted() throws Exception {
        AskedTransfer asked = center.asked(1, TransferState.ACCEPTED, 3, CapabilityCenter.NOW);
        PlatformAccess access = center.access(CapabilityCenterReviewed.platform());
        Question question = (Question)
                new BuildQuestion(Calls.of(access, CapabilityCenter.CLOCK)).build(new Inquiry(List.of(asked)));
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("code", "0");
        answer.putArray("rows")
                .addObject()
                .put("rowKey", CapabilityCenter.id(1).toString())
                .put("state", "ACCEPTED")
                .putArray("receipts")
                .add(center.receipt(transfer, "ACCEPTED"))
                .add(center.reviewed(transfer, "ACCEPTED", review("district", "forwarded", "")));

        Finding found = new ReadFindings(access, center.rests(), CapabilityCenter.CLOCK)
                .read(new PlatformAnswer.Answered<>(
                        question, 200, JsonMapper.shared().writeValueAsBytes(answer)))
                .get(0);

        assertThat(found).isInstanceOfSatisfying(Finding.Received.class, received -> assertThat(received.receipts())
                .hasSize(2));
    }

    @Test
    void aReturnInAnAnswerSaysSo() {
        Verdicts verdicts = new Verdicts(center.rests());
        Verdict verdict = verdicts.received(
                read("REJECTED", review("district", "returned", "\"x\"")).verified());

        assertThat(verdict.state()).isEqualTo(TransferState.REJECTED);
        assertThat(verdict.reason()).isEqualTo(ReasonCode.REVIEW_RETURNED);
        assertThat(verdict.rest()).isEqualTo(Duration.ZERO);
    }
}
