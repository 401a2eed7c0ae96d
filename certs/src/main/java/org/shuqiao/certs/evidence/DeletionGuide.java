package org.shuqiao.certs.evidence;

import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Parts.DeletedPayload;

/** The section of the guide about a payload that was deleted. */
final class DeletionGuide {
    private final GuideText text;
    private final Evidence evidence;
    private final Statement statement;

    DeletionGuide(GuideText text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
        this.statement = evidence.statement;
    }

    void write(DeletedPayload deleted) {
        boolean message = statement.type() == Statement.Type.RETURN;
        text.say(
                """

                ## 数据已删除 / The payload was deleted

                The gateway deleted it on %s by the rule `%s`, and says so in `deletion.json`, which names the %s and
                the payload's SM3. Whoever still has the payload can compare it with that SM3.
                网关已于上述时间依规则删除数据;`deletion.json` 载明%s与数据的 SM3。

                """
                        .formatted(
                                Times.text(deleted.deletion().at()),
                                deleted.deletion().rule(),
                                message ? "message" : "transfer",
                                message ? "消息" : "传输"));
        text.block(
                "grep -o '\"" + (message ? "messageId" : "transferId") + "\":\"" + statement.transferId() + "\"' "
                        + EvidenceMembers.DELETION,
                "grep -o '\"payloadHash\":\"" + statement.payloadHash() + "\"' " + EvidenceMembers.DELETION,
                "grep -o '\"payloadHash\":\"" + statement.payloadHash() + "\"' " + EvidenceMembers.STATEMENT);
        var logged = evidence.logged;
        if (logged != null) {
            text.say("\nThe log holds it. 日志已收录该删除记录。\n\n");
            new LogGuide(text, logged.checkpoint().checkpoint().hash()).deletionLeaf(deleted.entry());
        }
    }
}
