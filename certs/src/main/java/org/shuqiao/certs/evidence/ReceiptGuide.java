package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Parts.Receipt;

/** The sections of the guide about the platform's answers. */
final class ReceiptGuide {
    private final GuideText text;
    private final Evidence evidence;

    ReceiptGuide(GuideText text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    void receipt(Receipt receipt) {
        String file = receipt.name() + ".json";
        text.say("\n## 回执 / The receipt `%s`\n\n".formatted(file));
        var signature = receipt.signature();
        if (signature == null) {
            text.say("The platform did not sign it: it proves no more than that the gateway kept it. 平台未签名,仅为网关留存。\n");
        } else {
            text.say(
                    """
                    The platform's certificate leads to the authority and was valid when the receipt came:
                    %s. Read the subject: is it the platform that you expect?
                    平台证书由上述机构签发,在收到回执时有效;请核对证书主体是否为接收平台。

                    """
                            .formatted(receipt.receivedAt()));
            String chain = receipt.name() + ".chain.pem";
            text.block(
                    GuideText.certificatePath(
                            chain, "-attime " + receipt.receivedAt().getEpochSecond()),
                    "openssl x509 -in " + chain + " -noout -subject -serial");
            text.say("\nIt signed exactly these bytes. 签名覆盖回执的全部字节。\n\n");
            text.signature(receipt.name(), chain, signature.userId, receipt.name() + ".signature.der", file);
        }
        if (namesPayload(receipt.bytes(), evidence.statement)) {
            text.say("\nIt names the payload by its SM3. 回执载明所收数据的 SM3。\n\n");
            text.block("grep -o -i " + evidence.statement.payloadHash() + " " + file);
        } else {
            text.say("\nIt does not name the payload by its SM3; what it is about must be read from it.\n");
        }
        receiptLeaf(receipt);
    }

    private void receiptLeaf(Receipt receipt) {
        var logged = evidence.logged;
        var entry = receipt.entry();
        if (logged == null || entry == null) {
            return;
        }
        new LogGuide(text, logged.checkpoint().checkpoint().hash())
                .receiptLeaf(
                        entry.inclusion(),
                        receipt,
                        evidence.statement.transferId().toString(),
                        entry.stage());
    }

    /** Says whether a document holds the payload's SM3. */
    static boolean namesPayload(byte[] document, Statement statement) {
        return new String(document, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .contains(statement.payloadHash());
    }
}
