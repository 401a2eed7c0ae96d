package org.shuqiao.certs.evidence;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Report.Facts;
import org.shuqiao.certs.log.Check;

/** Prints for people: a line for each fact and each check. */
final class TextPrinter implements Printer {
    private static final int MAX_VALUE_CHARS = 300;
    private static final char UNPRINTABLE = '\ufffd';

    private final PrintStream out;

    TextPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void evidence(String name, Report report) {
        out.println(printable(name));
        Facts facts = report.facts();
        if (facts != null) {
            print(facts);
        }
        print(report.checks());
        end(report);
    }

    /** A line is enough for one that is valid. */
    @Override
    public void inExport(String name, Report report) {
        if (report.verdict().isValid()) {
            out.println("  ✓ " + printable(name) + withheld(report));
        } else {
            evidence(name, report);
        }
    }

    @Override
    public void checks(String name, List<Check> checks) {
        Report report = Report.of(checks, null);
        out.println(printable(name));
        print(checks);
        end(report);
    }

    @Override
    public void unreadable(String name, String why) {
        out.println(printable(name));
        out.println("  ✗ unreadable 无法读取: " + printable(why));
        out.println();
    }

    private void print(Facts facts) {
        Statement statement = facts.statement();
        String id = statement.transferId().toString();
        switch (statement.type()) {
            case TRANSFER -> fact("transfer", "传输", id);
            case RETURN -> fact("message", "回流消息", id);
        }
        fact("center", "中心", statement.center());
        fact("platform", "平台", statement.platform());
        fact("dataset", "数据集", statement.dataset());
        fact("record", "记录", statement.recordId() + ", version " + statement.version());
        fact("purpose", "用途", statement.purpose());
        for (Statement.Agreement agreement : statement.agreements()) {
            fact("agreement", "协议", agreement.id() + " version " + agreement.version());
        }
        masking(statement);
        fact("signed", "签署", Times.text(statement.createdAt()) + by(facts.signer()));
        for (Report.Receipt receipt : facts.receipts()) {
            fact(receipt.name(), "回执", describe(receipt));
        }
        facts.enteredReceipts().forEach(this::print);
        for (Breach breach : facts.breaches()) {
            fact(
                    "breached",
                    "逾期",
                    breach.duty() + " of agreement " + breach.agreement() + " version " + breach.version() + ", due on "
                            + Times.text(breach.dueAt()) + ", not kept by then");
        }
        Deletion deletion = facts.deletion();
        if (deletion != null) {
            fact("deleted", "删除", Times.text(deletion.at()) + " by the rule " + deletion.rule());
        }
        var log = facts.log();
        if (log != null) {
            fact("log", "日志", "leaf " + log.index() + " of " + log.size() + ", " + log.origin());
        }
        var stampedAt = facts.stampedAt();
        fact("stamped", "时间戳", stampedAt == null ? "no time stamp that you trust" : Times.text(stampedAt));
    }

    private void print(EnteredReceipt entered) {
        fact(
                "entered",
                "录入回执",
                entered.stage() + " by paper " + entered.reference() + " of " + entered.receivedOn() + ", entered by "
                        + entered.enteredBy() + ", confirmed by " + entered.confirmedBy() + " on "
                        + Times.text(entered.confirmedAt()));
        fact("entered-note", "说明", EnteredReceiptChecks.WORD);
    }

    /** By what rules, with which keys and how the record was masked; never what was in it. */
    private void masking(Statement statement) {
        Statement.Masking masking = statement.masking();
        fact("masking", "脱敏规则", masking.id() + ", SM3 " + masking.hash());
        masking.keyVersions()
                .forEach((transform, version) -> fact("masking-key", "脱敏密钥", transform + " version " + version));
        for (Statement.Transform transform : statement.transforms()) {
            fact("transform", "变换", transform.path() + " " + transform.name() + " version " + transform.version());
        }
    }

    private static String describe(Report.Receipt receipt) {
        var text = new StringBuilder();
        text.append(receipt.id() == null ? "without an id" : receipt.id());
        text.append(receipt.stage() == null ? "" : " " + receipt.stage());
        var receivedAt = receipt.receivedAt();
        text.append(receivedAt == null ? "" : " " + Times.text(receivedAt));
        return text.append(receipt.signer() == null ? ", not signed" : by(receipt.signer()))
                .toString();
    }

    private static String by(@Nullable String signer) {
        return " by " + (signer == null ? "nobody that can be read" : signer);
    }

    private void fact(String name, String label, String value) {
        out.println("    " + name + " " + label + ": " + printable(value));
    }

    private void print(List<Check> checks) {
        for (Check check : checks) {
            out.println("  " + (check.passed() ? "✓ " : "✗ ") + printable(check.name()) + " " + Labels.of(check.name())
                    + ": " + printable(check.detail()));
        }
    }

    private void end(Report report) {
        int failed = report.failures().size();
        int made = report.checks().size();
        String count = failed == 0 ? made + " checks passed" : failed + " of " + made + " checks failed";
        out.println("  " + report.verdict() + " " + Labels.of(report.verdict()) + withheld(report) + ", " + count);
        out.println();
    }

    /** What stands behind a verdict that rests on a deletion. */
    private static String withheld(Report report) {
        Facts facts = report.facts();
        Deletion deletion = facts == null ? null : facts.deletion();
        return deletion == null || report.verdict() != Verdict.VALID_PAYLOAD_WITHHELD
                ? ""
                : ", payload deleted on " + Times.text(deletion.at());
    }

    /** A file could hold characters that move the cursor, hide text or turn it around. */
    static String printable(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(MAX_VALUE_CHARS).forEach(character -> {
            boolean hidden =
                    switch (Character.getType(character)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR -> true;
                        default -> false;
                    };
            shown.appendCodePoint(hidden ? UNPRINTABLE : character);
        });
        return text.codePointCount(0, text.length()) > MAX_VALUE_CHARS ? shown + "…" : shown.toString();
    }
}
