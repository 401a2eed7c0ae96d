package org.shuqiao.certs.evidence;

import org.shuqiao.certs.evidence.Parts.LoggedBreach;

/** The section of the guide about what was not kept in time. It names no agreement: whoever made the folder chose that name. */
final class BreachGuide {
    private final GuideText text;
    private final Evidence evidence;

    BreachGuide(GuideText text, Evidence evidence) {
        this.text = text;
        this.evidence = evidence;
    }

    void write(LoggedBreach breach) {
        String name = breach.entry().of();
        text.say(
                """

                ## 逾期 / Not kept in time: `%s.json`

                An agreement wanted something after this transfer by
                %s, and the gateway found at %s that it had not been done by then.
                协议约定在前一时刻之前完成的传输后义务,网关于后一时刻发现逾期。

                """
                        .formatted(
                                name,
                                Times.text(breach.breach().dueAt()),
                                Times.text(breach.breach().at())));
        text.block("grep -o \"\\\"statementHash\\\":\\\"$(openssl dgst -sm3 -r " + EvidenceMembers.STATEMENT
                + " | cut -d ' ' -f 1)\\\"\" " + name + ".json");
        var logged = evidence.logged;
        if (logged != null) {
            text.say("\nThe log holds it. 日志已收录该逾期记录。\n\n");
            new LogGuide(text, logged.checkpoint().checkpoint().hash()).breachLeaf(breach.entry());
        }
    }
}
