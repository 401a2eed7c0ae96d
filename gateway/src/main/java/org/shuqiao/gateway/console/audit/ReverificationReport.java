package org.shuqiao.gateway.console.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.CsvWriter;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.Names.Person;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.gateway.console.audit.Reverification.Failed;
import org.shuqiao.gateway.console.audit.Reverification.Progress;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What a verification was asked for and what it has found, as an auditor files it: a table, in the language of the page. */
@Component
final class ReverificationReport {
    /** Spreadsheets take a file for UTF-8 that begins so. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Names names;
    private final Shown shown;
    private final MessageSource words;

    ReverificationReport(Names names, Shown shown, MessageSource words) {
        this.names = names;
        this.shown = shown;
        this.words = words;
    }

    /** One thing that was asked for: what it is called, and its value in words. */
    record Asked(String word, String value) {}

    /** Empty for everything. */
    List<Asked> asked(Query query) {
        List<Asked> asked = new ArrayList<>();
        add(asked, "audit.center", query.center() == null ? null : named(names.center(query.center()), query.center()));
        add(asked, "audit.platform", query.platform() == null ? null : names.platform(query.platform()));
        add(asked, "audit.agreement", query.agreement());
        add(asked, "audit.dataset", query.dataset() == null ? null : names.dataset(query.dataset()));
        add(asked, "audit.field", query.field());
        add(asked, "audit.key", query.chain());
        add(asked, "audit.state", query.state() == null ? null : word("state." + query.state()));
        add(asked, "audit.from", query.from() == null ? null : shown.date(query.from()));
        add(asked, "audit.before", query.to() == null ? null : shown.date(query.to()));
        return asked;
    }

    private static void add(List<Asked> asked, String word, @Nullable String value) {
        if (value != null) {
            asked.add(new Asked(word, value));
        }
    }

    private static String named(String name, String id) {
        return name.equals(id) ? id : name + " " + id;
    }

    byte[] csv(Reverification verification, Person by) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            text.write(BYTE_ORDER_MARK);
            CsvWriter csv = new CsvWriter(text);
            Progress progress = verification.look();
            summary(csv, verification.order().query(), progress, by);
            failures(csv, progress.tally());
        }
        return bytes.toByteArray();
    }

    private void summary(CsvWriter csv, Query query, Progress progress, Person by) throws IOException {
        List<Asked> asked = asked(query);
        Found last = progress.last();
        Tally tally = progress.tally();
        csv.line(word("audit.verify.title"), word("audit.verify.state." + progress.state()));
        csv.line(word("audit.verify.by"), named(by.name(), by.key()));
        if (asked.isEmpty()) {
            csv.line(word("audit.verify.asked"), word("audit.verify.everything"));
        }
        for (Asked one : asked) {
            csv.line(word(one.word()), one.value());
        }
        csv.line(word("audit.verify.started"), shown.time(progress.startedAt()));
        csv.line(word("audit.verify.ended"), shown.time(progress.endedAt()));
        csv.line(word("audit.verify.at"), shown.time(last == null ? null : last.madeAt()));
        csv.line(word("audit.verify.valid"), Long.toString(tally.valid()));
        csv.line(word("audit.verify.withheld"), Long.toString(tally.withheld()));
        csv.line(word("audit.verify.not-yet"), Long.toString(tally.notYet()));
        csv.line(word("audit.verify.invalid"), Long.toString(tally.invalid()));
    }

    /** One line for each check that failed. */
    private void failures(CsvWriter csv, Tally tally) throws IOException {
        if (tally.failures().isEmpty()) {
            return;
        }
        csv.line();
        csv.line(
                word("audit.transfer"),
                word("audit.made-at"),
                word("audit.center"),
                word("audit.center.name"),
                word("audit.platform"),
                word("audit.check"),
                word("audit.finding"));
        for (Failed failed : tally.failures()) {
            for (ShownCheck check : failed.checks()) {
                csv.line(
                        failed.transfer().toString(),
                        shown.time(failed.madeAt()),
                        failed.center(),
                        names.center(failed.center()),
                        names.platform(failed.platform()),
                        name(check),
                        check.detail());
            }
        }
    }

    private String name(ShownCheck check) {
        String part = check.part().isEmpty() ? "" : word("audit.part." + check.part(), check.part()) + " ";
        String number = check.number().isEmpty() ? "" : " " + check.number();
        return part + word("audit.check." + check.name(), check.name()) + number;
    }

    private String word(String key) {
        return word(key, key);
    }

    private String word(String key, String otherwise) {
        String found = words.getMessage(key, null, otherwise, LocaleContextHolder.getLocale());
        return found == null ? otherwise : found;
    }
}
