package org.shuqiao.certs.evidence;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.UnrepresentableJson;
import org.shuqiao.certs.evidence.Report.Facts;
import org.shuqiao.certs.log.Check;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints for programs: one JSON object a line, one line for each file, each evidence in an export, and each log. */
final class JsonPrinter implements Printer {
    private final PrintStream out;

    JsonPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void evidence(String name, Report report) {
        ObjectNode json = line(name, report);
        Facts facts = report.facts();
        if (facts != null) {
            add(json.putObject("facts"), facts);
        }
        print(json);
    }

    @Override
    public void inExport(String name, Report report) {
        evidence(name, report);
    }

    @Override
    public void checks(String name, List<Check> checks) {
        print(line(name, Report.of(checks, null)));
    }

    @Override
    public void unreadable(String name, String why) {
        print(JsonNodeFactory.instance.objectNode().put("file", name).put("unreadable", why));
    }

    private static ObjectNode line(String name, Report report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("file", name)
                .put("verdict", report.verdict().name());
        var checks = json.putArray("checks");
        for (Check check : report.checks()) {
            checks.addObject()
                    .put("name", check.name())
                    .put("passed", check.passed())
                    .put("detail", check.detail());
        }
        return json;
    }

    private static void add(ObjectNode json, Facts facts) {
        var statement = facts.statement();
        json.put("type", statement.type().format())
                .put("transferId", statement.transferId().toString())
                .put("center", statement.center())
                .put("platform", statement.platform())
                .put("dataset", statement.dataset())
                .put("recordId", statement.recordId())
                .put("version", statement.version())
                .put("purpose", statement.purpose())
                .put("payloadHash", statement.payloadHash())
                .put("gateway", statement.gateway())
                .put("signedAt", Times.text(statement.createdAt()))
                .put("signer", facts.signer())
                .put("stampedAt", text(facts.stampedAt()));
        var agreements = json.putArray("agreements");
        for (var agreement : statement.agreements()) {
            agreements
                    .addObject()
                    .put("id", agreement.id())
                    .put("version", agreement.version())
                    .put("hash", agreement.hash());
        }
        addMasking(json, statement);
        var receipts = json.putArray("receipts");
        for (var receipt : facts.receipts()) {
            receipts.addObject()
                    .put("id", receipt.id())
                    .put("stage", receipt.stage())
                    .put("receivedAt", text(receipt.receivedAt()))
                    .put("signer", receipt.signer());
        }
        addEntered(json, facts.enteredReceipts());
        for (Breach breach : facts.breaches()) {
            json.withArray("breaches")
                    .addObject()
                    .put("duty", breach.duty())
                    .put("agreement", breach.agreement())
                    .put("version", breach.version())
                    .put("dueAt", Times.text(breach.dueAt()))
                    .put("foundAt", Times.text(breach.at()));
        }
        Deletion deletion = facts.deletion();
        if (deletion != null) {
            json.putObject("deletion").put("at", Times.text(deletion.at())).put("rule", deletion.rule());
        }
        var log = facts.log();
        if (log != null) {
            json.putObject("log")
                    .put("origin", log.origin())
                    .put("index", log.index())
                    .put("size", log.size());
        }
    }

    private static void addEntered(ObjectNode json, List<EnteredReceipt> papers) {
        for (EnteredReceipt entered : papers) {
            json.withArray("enteredReceipts")
                    .addObject()
                    .put("id", entered.id().toString())
                    .put("stage", entered.stage())
                    .put("reference", entered.reference())
                    .put("receivedOn", entered.receivedOn().toString())
                    .put("scan", entered.scan())
                    .put("enteredBy", entered.enteredBy())
                    .put("confirmedBy", entered.confirmedBy())
                    .put("confirmedAt", Times.text(entered.confirmedAt()));
        }
    }

    private static void addMasking(ObjectNode json, Statement statement) {
        json.putObject("mapping")
                .put("id", statement.mapping().id())
                .put("hash", statement.mapping().hash());
        var masking = json.putObject("masking")
                .put("id", statement.masking().id())
                .put("hash", statement.masking().hash());
        var keyVersions = masking.putObject("keyVersions");
        statement.masking().keyVersions().forEach(keyVersions::put);
        var transforms = json.putArray("transforms");
        for (var transform : statement.transforms()) {
            transforms
                    .addObject()
                    .put("path", transform.path())
                    .put("name", transform.name())
                    .put("version", transform.version());
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : Times.text(time);
    }

    /** Canonical, so that a name that no JSON can carry is the only thing that cannot be printed. */
    private void print(ObjectNode json) {
        try {
            out.println(new String(CanonicalJson.bytes(json), StandardCharsets.UTF_8));
        } catch (UnrepresentableJson e) {
            out.println("{\"unreadable\":\"its name has no form in JSON\"}");
        }
    }
}
