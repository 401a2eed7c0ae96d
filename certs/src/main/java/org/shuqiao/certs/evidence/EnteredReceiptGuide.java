package org.shuqiao.certs.evidence;

import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.evidence.Parts.LoggedEnteredReceipt;

/** The section of the guide about a paper that officers have entered. It quotes nothing of it: whoever wrote the paper chose the words. */
final class EnteredReceiptGuide {
    private final GuideText text;
    private final Evidence evidence;

    EnteredReceiptGuide(GuideText text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    void write(LoggedEnteredReceipt part) {
        EnteredReceipt entered = part.entered();
        String name = part.entry().of();
        text.say(
                """

                ## 录入的纸质回执 / A paper that was entered: `%1$s.json`

                An officer's word with a scan, confirmed by a second; not the platform's signature. The paper is not here: whoever
                has its scan compares its SM3 with
                `%2$s`.
                安全员依扫描件录入并经另一人复核,非平台签名。扫描件不在本证据内,可比对其 SM3。

                It speaks of this statement. 所述为本声明。

                """
                        .formatted(name, entered.scan()));
        text.block("grep -o \"\\\"statementHash\\\":\\\"$(openssl dgst -sm3 -r " + EvidenceMembers.STATEMENT
                + " | cut -d ' ' -f 1)\\\"\" " + name + ".json");
        signature(name, Times.text(entered.confirmedAt()), entered.confirmedAt().getEpochSecond());
        var logged = evidence.logged;
        if (logged != null) {
            text.say("\nThe log holds it. 日志已收录。\n\n");
            new LogGuide(text, logged.checkpoint().checkpoint().hash())
                    .enteredReceiptLeaf(part.entry(), evidence.statement.transferId());
        }
    }

    private void signature(String name, String confirmedAt, long epochSecond) {
        text.say(
                """

                The gateway signed exactly these bytes, with a certificate that was valid when the second officer confirmed them:
                %s. Read the subject: is it a gateway that you know?
                网关签名覆盖其全部字节;请核对证书主体是否为您所知的网关。

                """
                        .formatted(confirmedAt));
        String chain = name + ".chain.pem";
        text.block(
                GuideText.certificatePath(chain, "-attime " + epochSecond),
                "openssl x509 -in " + chain + " -noout -subject -serial");
        text.say("\n");
        text.signature(name, chain, SignatureProfile.DEFAULT_USER_ID, name + ".signature.der", name + ".json");
    }
}
