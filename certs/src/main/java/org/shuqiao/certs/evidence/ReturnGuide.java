package org.shuqiao.certs.evidence;

import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;

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
}
