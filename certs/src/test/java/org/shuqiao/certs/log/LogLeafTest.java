package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.utf8;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.json.JsonMapper;

class LogLeafTest {
    private static final UUID TRANSFER = UUID.fromString("019aa5c1-7d00-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-11-21T08:30:00.120999Z");
    private static final String HASH = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    private static final String SIGNATURE_HASH = Sm3.hex(utf8("signature"));

    private final LogLeaf leaf = LogLeaf.transfer(TRANSFER, utf8("abc"), utf8("signature"));

    @Test
    void recordsATransferByHashesAlone() {
        assertThat(leaf.type()).isEqualTo("transfer");
        assertText(
                leaf,
                "{'signatureHash':'%s','statementHash':'%s','transferId':'%s','type':'transfer'}",
                SIGNATURE_HASH,
                HASH,
                TRANSFER);
    }

    @Test
    void recordsAReceiptByHashesAlone() {
        assertText(
                LogLeaf.receipt(TRANSFER, "STORED", utf8("abc"), utf8("signature")),
                "{'receiptHash':'%s','signatureHash':'%s','stage':'STORED','transferId':'%s','type':'receipt'}",
                HASH,
                SIGNATURE_HASH,
                TRANSFER);
    }

    @Test
    void recordsWhatCameBackByHashesAlone() {
        assertText(
                LogLeaf.returned(TRANSFER, utf8("abc"), utf8("signature")),
                "{'messageId':'%s','signatureHash':'%s','statementHash':'%s','type':'return'}",
                TRANSFER,
                SIGNATURE_HASH,
                HASH);
        assertText(
                LogLeaf.returnReceipt(TRANSFER, utf8("abc"), utf8("signature")),
                "{'batch':'%s','receiptHash':'%s','signatureHash':'%s','type':'return-receipt'}",
                TRANSFER,
                HASH,
                SIGNATURE_HASH);
        assertText(
                LogLeaf.deletion(TRANSFER, HASH, "visit-30-days", AT),
                "{'at':'2026-11-21T08:30:00.120Z','messageId':'%s','payloadHash':'%s','rule':'visit-30-days',"
                        + "'type':'deletion'}",
                TRANSFER,
                HASH);
    }

    @Test
    void recordsWhatBecameOfATransferLater() {
        assertText(
                LogLeaf.transferDeletion(TRANSFER, HASH, "agreement-revoked", AT),
                "{'at':'2026-11-21T08:30:00.120Z','payloadHash':'%s','rule':'agreement-revoked','transferId':'%s',"
                        + "'type':'deletion'}",
                HASH,
                TRANSFER);
        assertText(
                LogLeaf.voided(TRANSFER, HASH, "AGREEMENT_CHANGED", AT),
                "{'at':'2026-11-21T08:30:00.120Z','reason':'AGREEMENT_CHANGED','statementHash':'%s','transferId':'%s',"
                        + "'type':'void'}",
                HASH,
                TRANSFER);
    }

    @Test
    void recordsWhatWasNotKeptAndWhatPeopleSawDone() {
        assertText(
                LogLeaf.breach(TRANSFER, HASH, "agr-1", 2, "receipt_within", Instant.EPOCH, AT),
                "{'agreement':'agr-1','at':'2026-11-21T08:30:00.120Z','dueAt':'1970-01-01T00:00:00.000Z',"
                        + "'duty':'receipt_within','statementHash':'%s','transferId':'%s','type':'breach','version':2}",
                HASH,
                TRANSFER);
        assertText(
                LogLeaf.dutyClosed("report_use", "agr-1", 2, "7", HASH, "officer-1", AT),
                "{'actor':'officer-1','agreement':'agr-1','at':'2026-11-21T08:30:00.120Z','duty':'report_use','of':'7',"
                        + "'proofHash':'%s','type':'duty-closed','version':2}",
                HASH);
    }

    @Test
    void namesNoRuleThatIsNoName() {
        assertThatIllegalArgumentException().isThrownBy(() -> LogLeaf.deletion(TRANSFER, HASH, "张三 left", AT));
    }

    @Test
    void recordsWhatPeopleDid() {
        assertText(
                LogLeaf.agreementEvent("agr-1", 2, HASH, "ACTIVATED", "officer-1", AT),
                "{'actor':'officer-1','agreement':'agr-1','agreementHash':'%s','at':'2026-11-21T08:30:00.120Z',"
                        + "'event':'ACTIVATED','type':'agreement-event','version':2}",
                HASH);
        assertText(
                LogLeaf.quarantineDecision(TRANSFER, HASH, "RELEASED", "officer-1", AT),
                "{'actor':'officer-1','at':'2026-11-21T08:30:00.120Z','decision':'RELEASED','payloadHash':'%s',"
                        + "'transferId':'%s','type':'quarantine-decision'}",
                HASH,
                TRANSFER);
        assertText(
                LogLeaf.approvalDecision(TRANSFER, HASH, "APPROVE", "officer-1", AT),
                "{'actor':'officer-1','at':'2026-11-21T08:30:00.120Z','decision':'APPROVE','payloadHash':'%s',"
                        + "'transferId':'%s','type':'approval-decision'}",
                HASH,
                TRANSFER);
        assertText(
                LogLeaf.attachmentDeletion(TRANSFER, HASH, "agreement-retention", AT),
                "{'at':'2026-11-21T08:30:00.120Z','attachmentId':'%s','rule':'agreement-retention','sm3':'%s',"
                        + "'type':'attachment-deletion'}",
                TRANSFER,
                HASH);
        assertText(
                LogLeaf.operatorAction("PAUSE", "deliver-qingdao", "operator-1", Instant.EPOCH),
                "{'action':'PAUSE','actor':'operator-1','at':'1970-01-01T00:00:00.000Z','target':'deliver-qingdao',"
                        + "'type':'operator-action'}");
        assertText(
                LogLeaf.keyEvent("key-1", "STATEMENT", "", "GENERATED", "admin-1", AT),
                "{'actor':'admin-1','at':'2026-11-21T08:30:00.120Z','certificateHash':'','event':'GENERATED',"
                        + "'keyId':'key-1','role':'STATEMENT','type':'key-event'}");
    }

    static Stream<LogLeaf> everyKind() {
        return Stream.of(
                LogLeaf.transfer(TRANSFER, utf8("abc"), utf8("signature")),
                LogLeaf.receipt(TRANSFER, "STORED", utf8("abc"), utf8("signature")),
                LogLeaf.returned(TRANSFER, utf8("abc"), utf8("signature")),
                LogLeaf.returnReceipt(TRANSFER, utf8("abc"), utf8("signature")),
                LogLeaf.deletion(TRANSFER, HASH, "retention", AT),
                LogLeaf.transferDeletion(TRANSFER, HASH, "retention", AT),
                LogLeaf.attachmentDeletion(TRANSFER, HASH, "retention", AT),
                LogLeaf.voided(TRANSFER, HASH, "AGREEMENT_CHANGED", AT),
                LogLeaf.breach(TRANSFER, HASH, "协议", 2, "receipt_within", AT, AT),
                LogLeaf.dutyClosed("delete_after", "协议", 2, TRANSFER.toString(), HASH, "官员", AT),
                LogLeaf.agreementEvent("协议\"1\"\n", 2, HASH, "ACTIVATED", "官员 \\", AT),
                LogLeaf.quarantineDecision(TRANSFER, HASH, "RELEASED", "官员", AT),
                LogLeaf.approvalDecision(TRANSFER, HASH, "REFUSE", "官员", AT),
                LogLeaf.operatorAction("PAUSE", "\u0001", "\uD83D\uDE80", AT),
                LogLeaf.keyEvent("key-1", "LOG", HASH, "ACTIVATED", "admin", AT));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void isCanonicalJsonOfItsType(LogLeaf each) {
        var json = JsonMapper.shared().readTree(each.bytes());

        assertThat(CanonicalJson.bytes(json)).isEqualTo(each.bytes());
        assertThat(json.get("type").stringValue()).isEqualTo(each.type());
        assertThat(each).hasToString("LogLeaf[" + each.type() + "]");
    }

    @Test
    void hashesLeavesApartFromNodes() {
        assertThat(leaf.hash())
                .isEqualTo(Sm3.digest(new byte[] {0}, leaf.bytes()))
                .isEqualTo(LogHash.SM3.leaf(leaf.bytes()))
                .isNotEqualTo(Sm3.digest(leaf.bytes()));
        assertThat(leaf.hash(LogHash.SHA_256)).isEqualTo(LogHash.SHA_256.leaf(leaf.bytes()));
    }

    @Test
    void isNotLongerThanABundleCanHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogLeaf.operatorAction("REPLAY", "x".repeat(65_535), "operator-1", AT));
    }

    @Test
    void givesNoHoldOnItsBytes() {
        byte[] hash = leaf.hash();
        leaf.bytes()[0] = 'x';
        assertThat(leaf.hash()).isEqualTo(hash);
    }

    private static void assertText(LogLeaf leaf, String format, Object... arguments) {
        assertThat(leaf.bytes()).asString().isEqualTo(format.replace('\'', '"').formatted(arguments));
    }
}
