package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReadAnswerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SENDS_ALLOWED = 12;

    @TempDir
    static Path keys;

    @TempDir
    static Path otherKeys;

    private static Qingdao qingdao;
    private static ClaimedTransfer transfer;

    @BeforeAll
    static void makeKeys() {
        qingdao = new Qingdao(keys);
        transfer = qingdao.claimed(1, 1, Qingdao.NOW);
    }

    @Test
    void believesAReceiptThatVerifies() {
        Settlement settled = read(200, received(receipt -> {}));

        assertThat(settled.state()).isEqualTo(TransferState.STORED);
        assertThat(settled.reason()).isNull();
        assertThat(settled.platformFailed()).isFalse();
        assertThat(settled.transfer()).isEqualTo(transfer.id());
        assertThat(settled.attempt()).isEqualTo(transfer.attempt());
        assertThat(settled.manifest().platformCode()).isEqualTo("0");
        assertThat(settled.manifest().payloadHashes()).containsExactly(Sm3.digest(transfer.payload()));
        assertThat(settled.manifest().envelopeHash())
                .isEqualTo(envelope(transfer).call().hash());
        assertThat(settled.receipt()).satisfies(receipt -> {
            assertThat(receipt.receiptId()).isEqualTo("R1");
            assertThat(receipt.stage()).isEqualTo("STORED");
            assertThat(receipt.platformChain())
                    .isEqualTo(qingdao.receiptKey().chain().pem());
        });
    }

    @Test
    void believesTheFirstReceiptOfADuplicate() {
        ObjectNode answer = answer("1001", qingdao.receiptKey(), receipt -> {});

        assertThat(read(200, text(answer)).state()).isEqualTo(TransferState.STORED);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 4000, REJECTED, PLATFORM_SCHEMA, false",
        "200, 4090, REJECTED, PLATFORM_REJECT, false",
        "400, 4000, REJECTED, PLATFORM_SCHEMA, false",
        "401, 4010, READY, PLATFORM_AUTH, true",
        "401, 4011, READY, PLATFORM_AUTH, true",
        "429, 4290, READY, PLATFORM_QUOTA, false",
        "200, 4290, READY, PLATFORM_QUOTA, false",
        "503, 5030, READY, PLATFORM_RETRY, true",
        "200, 9999, UNKNOWN, ANSWER_NOT_UNDERSTOOD, true",
        "500, 9999, UNKNOWN, ANSWER_NOT_UNDERSTOOD, true",
        "400, 9999, UNKNOWN, ANSWER_NOT_UNDERSTOOD, true"
    })
    void classifiesByTheCodeOfTheAnswer(
            int status, String code, TransferState state, ReasonCode reason, boolean platformFailed) {
        Settlement settled = read(status, "{\"code\":\"" + code + "\",\"message\":\"\"}");

        assertThat(settled.state()).isEqualTo(state);
        assertThat(settled.reason()).isEqualTo(reason);
        assertThat(settled.platformFailed()).isEqualTo(platformFailed);
        assertThat(settled.manifest().platformCode()).isEqualTo(code);
        assertThat(settled.receipt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED, PLATFORM_SCHEMA",
        "401, READY, PLATFORM_AUTH",
        "413, REJECTED, PLATFORM_SCHEMA",
        "429, READY, PLATFORM_QUOTA",
        "503, READY, PLATFORM_RETRY",
        "200, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "202, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "302, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "404, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "500, UNKNOWN, ANSWER_NOT_UNDERSTOOD",
        "502, UNKNOWN, ANSWER_NOT_UNDERSTOOD"
    })
    void classifiesByStatusWhereTheAnswerHasNoCode(int status, TransferState state, ReasonCode reason) {
        for (String body :
                new String[] {"", "<html>", "{}", "[]", "null", "{\"code\":0}", "{\"code\":null}", "{\"co"}) {
            Settlement settled = read(status, body);

            assertThat(settled.state()).isEqualTo(state);
            assertThat(settled.reason()).isEqualTo(reason);
            assertThat(settled.manifest().platformCode()).isEmpty();
        }
    }

    @Test
    void survivesAnAnswerNestedWithoutEnd() {
        assertThat(read(200, "[".repeat(100_000)).state()).isEqualTo(TransferState.UNKNOWN);
    }

    @Test
    void sendsAgainWhatSurelyDidNotLeave() {
        Settlement settled = settle(new PlatformAnswer.NotConnected<>(envelope(transfer)), Qingdao.NOW);

        assertThat(settled.state()).isEqualTo(TransferState.READY);
        assertThat(settled.reason()).isEqualTo(ReasonCode.NOT_CONNECTED);
        assertThat(settled.platformFailed()).isTrue();
        assertThat(settled.delay()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void doesNotKnowWhatBecameOfWhatWasNotAnswered() {
        Settlement settled = settle(new PlatformAnswer.NoAnswer<>(envelope(transfer)), Qingdao.NOW);

        assertThat(settled.state()).isEqualTo(TransferState.UNKNOWN);
        assertThat(settled.reason()).isEqualTo(ReasonCode.NO_ANSWER);
        assertThat(settled.platformFailed()).isTrue();
        assertThat(settled.delay()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4010", "4290", "5030"})
    void parksWhatHasSpentItsBudget(String code) {
        ClaimedTransfer last = qingdao.claimed(20, SENDS_ALLOWED, Qingdao.NOW);
        byte[] body = ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.US_ASCII);

        Settlement settled = settle(new PlatformAnswer.Answered<>(envelope(last), 200, body), Qingdao.NOW);

        assertThat(settled.state()).isEqualTo(TransferState.PARKED);
    }

    @Test
    void parksWhatIsTooOldToBeSentAgain() {
        ClaimedTransfer old = qingdao.claimed(1, 1, Qingdao.NOW.minus(Duration.ofHours(73)));

        assertThat(settle(new PlatformAnswer.NotConnected<>(envelope(old)), Qingdao.NOW)
                        .state())
                .isEqualTo(TransferState.PARKED);
    }

    @ParameterizedTest
    @CsvSource({
        "platform, jinan",
        "idempotencyKey, 019b0000-0000-7000-8000-000000000002",
        "payloadHash, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "receiptId, ''",
        "stage, ACCEPTED",
        "stage, REJECTED",
        "stage, SENDING",
        "stage, ''"
    })
    void doesNotBelieveAReceiptForAnythingElse(String member, String value) {
        assertNotBelieved(received(receipt -> receipt.put(member, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "idempotencyKey", "payloadHash", "receiptId", "stage"})
    void doesNotBelieveAnIncompleteReceipt(String member) {
        assertNotBelieved(received(receipt -> receipt.remove(member)));
    }

    @Test
    void doesNotBelieveAReceiptThatWasChangedAfterItsSignature() {
        ObjectNode answer = answer("0", qingdao.receiptKey(), receipt -> {});
        byte[] changed = Base64.getDecoder().decode(answer.get("receipt").stringValue());
        changed[changed.length - 3] ^= 1;
        answer.put("receipt", Base64.getEncoder().encodeToString(changed));

        assertNotBelieved(text(answer));
    }

    @Test
    void doesNotBelieveAReceiptByAnotherKeyOfTheSameAuthority() {
        assertNotBelieved(text(answer("0", qingdao.gateway(), receipt -> {})));
    }

    @Test
    void doesNotBelieveAReceiptByAForeignKey() {
        assertNotBelieved(text(answer("0", new Qingdao(otherKeys).receiptKey(), receipt -> {})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt", "signature"})
    void doesNotBelieveAnUnsignedOrMissingReceipt(String member) {
        ObjectNode answer = answer("0", qingdao.receiptKey(), receipt -> {});
        for (String worthless : new String[] {"", "***", "AAAA"}) {
            assertNotBelieved(text(answer.deepCopy().put(member, worthless)));
        }
        answer.remove(member);
        assertNotBelieved(text(answer));
    }

    @Test
    void doesNotBelieveAReceiptOnceTheCertificateIsOutOfDate() {
        byte[] body = received(receipt -> {}).getBytes(StandardCharsets.UTF_8);

        Settlement settled = settle(
                new PlatformAnswer.Answered<>(envelope(transfer), 200, body), Instant.parse("2046-06-01T00:00:00Z"));

        assertThat(settled.state()).isEqualTo(TransferState.UNKNOWN);
        assertThat(settled.reason()).isEqualTo(ReasonCode.RECEIPT_INVALID);
    }

    private static void assertNotBelieved(String body) {
        Settlement settled = read(200, body);
        assertThat(settled.state()).isEqualTo(TransferState.UNKNOWN);
        assertThat(settled.reason()).isEqualTo(ReasonCode.RECEIPT_INVALID);
        assertThat(settled.receipt()).isNull();
    }

    private static String received(Consumer<ObjectNode> change) {
        return text(answer("0", qingdao.receiptKey(), change));
    }

    private static ObjectNode answer(String code, SigningKey key, Consumer<ObjectNode> change) {
        ObjectNode receipt = JSON.createObjectNode()
                .put("receiptId", "R1")
                .put("platform", "qingdao")
                .put("idempotencyKey", transfer.id().toString())
                .put("payloadHash", Sm3.hex(transfer.payload()))
                .put("stage", "STORED")
                .put("receivedAt", "2026-06-01T08:00:00+08:00");
        change.accept(receipt);
        byte[] document = JSON.writeValueAsBytes(receipt);
        return JSON.createObjectNode()
                .put("code", code)
                .put("message", "接收成功")
                .put("receipt", Base64.getEncoder().encodeToString(document))
                .put(
                        "signature",
                        Base64.getEncoder()
                                .encodeToString(key.signer(new SecureRandom()).sign(document)));
    }

    private static String text(ObjectNode answer) {
        return answer.toString();
    }

    private static Settlement read(int status, String body) {
        return settle(
                new PlatformAnswer.Answered<>(envelope(transfer), status, body.getBytes(StandardCharsets.UTF_8)),
                Qingdao.NOW);
    }

    private static Settlement settle(PlatformAnswer<Envelope> answer, Instant now) {
        PlatformAccess access = qingdao.access();
        Rests rests = Rests.of(access.platform().descriptor(), Qingdao.CLOCK, new SecureRandom());
        try {
            return new ReadAnswer(Calls.of(access, Qingdao.CLOCK), rests, Clock.fixed(now, ZoneOffset.UTC))
                    .read(answer)
                    .get(0);
        } catch (CertificateRefused e) {
            throw new AssertionError(e);
        }
    }

    private static Envelope envelope(ClaimedTransfer claimed) {
        return Calls.envelope(Calls.of(qingdao.access(), Qingdao.CLOCK), Calls.batch(List.of(claimed)));
    }
}
