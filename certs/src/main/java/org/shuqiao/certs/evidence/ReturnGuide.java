package org.shuqiao.certs.evidence;

import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Parts.DeletedPayload;

/** The sections of the guide that only a message has which came back. */
final class ReturnGuide {
    private final GuideText text;
    private final Evidence evidence;
    private final Statement statement;

    ReturnGuide(GuideText text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
        this.statement = evidence.statement;
    }

    void receipt(OwnReceipt receipt) {
        text.say(
                """

                ## 我方回执 / The gateway's receipt

                `return-receipt.json` is what the gateway answered to the platform's batch, row by row. Its signer's certificate leads
                to the authority and was valid at the time of the statement.
                网关对平台所发批次逐行作答并签名,签名证书在声明所载时间有效。

                """);
        text.block(
                GuideText.certificatePath(
                        EvidenceMembers.RETURN_RECEIPT_CHAIN,
                        "-attime " + statement.createdAt().getEpochSecond()),
                "openssl x509 -in " + EvidenceMembers.RETURN_RECEIPT_CHAIN + " -noout -subject -serial");
        text.say("\nIt signed exactly these bytes. 签名覆盖回执的全部字节。\n\n");
        text.signature(
                Evidence.OF_RETURN_RECEIPT,
                EvidenceMembers.RETURN_RECEIPT_CHAIN,
                SignatureProfile.DEFAULT_USER_ID,
                EvidenceMembers.RETURN_RECEIPT_SIGNATURE,
                EvidenceMembers.RETURN_RECEIPT);
        text.say("\nOne of its rows names the message. 回执中有一行载明本消息。\n\n");
        text.block("grep -o '\"messageId\":\"" + statement.transferId() + "\"' " + EvidenceMembers.RETURN_RECEIPT);
        var logged = evidence.logged;
        if (logged != null) {
            new LogGuide(text, logged.checkpoint().checkpoint().hash())
                    .returnReceiptLeaf(receipt.entry(statement), statement.submissionId());
        }
    }

    void deletion(DeletedPayload deleted) {
        text.say(
                """

                ## 数据已删除 / The payload was deleted

                The gateway deleted it on %s by the rule `%s`, and says so in `deletion.json`, which names the message and
                the payload's SM3. Whoever still has the payload can compare it with that SM3.
                网关已于上述时间依规则删除数据;`deletion.json` 载明消息与数据的 SM3。

                """
                        .formatted(
                                Times.text(deleted.deletion().at()),
                                deleted.deletion().rule()));
        text.block(
                "grep -o '\"messageId\":\"" + statement.transferId() + "\"' " + EvidenceMembers.DELETION,
                "grep -o '\"payloadHash\":\"" + statement.payloadHash() + "\"' " + EvidenceMembers.DELETION,
                "grep -o '\"payloadHash\":\"" + statement.payloadHash() + "\"' " + EvidenceMembers.STATEMENT);
        var logged = evidence.logged;
        if (logged != null) {
            text.say("\nThe log holds it. 日志已收录该删除记录。\n\n");
            new LogGuide(text, logged.checkpoint().checkpoint().hash()).deletionLeaf(deleted.entry());
        }
    }
}
