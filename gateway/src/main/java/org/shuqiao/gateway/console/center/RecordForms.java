package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.center.CodeTables.Option;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.CenterLedger;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people fill in, in a form or in the columns of a file, and the records that it makes. */
@Component
final class RecordForms {
    private static final int CONSENTS = 100;

    private final CodeTables codes = new CodeTables();
    private final RecordWriter writer = new RecordWriter(new Cells(codes));
    private final CenterLedger centers;
    private final ConsentController consents;
    private final Clock clock;

    RecordForms(Journeys journeys, ConsentController consents, Clock clock) {
        this.centers = journeys.ledger().centers();
        this.consents = consents;
        this.clock = clock;
    }

    /** What the gateway knows of a record before anybody has said anything of it, as texts under their pointers. */
    NavigableMap<String, String> given(RecordShape shape, ApiKeys.Caller caller) {
        NavigableMap<String, String> given = new TreeMap<>(known(shape, caller));
        given.put("/version", "1");
        given.put("/created_at", ChinaTime.text(clock.instant()));
        centers.center(caller.ownCenter()).ifPresent(center -> given.put("/region", center.region()));
        return given;
    }

    private static Map<String, String> known(RecordShape shape, ApiKeys.Caller caller) {
        return Map.of(
                "/center_id",
                caller.ownCenter(),
                "/schema_version",
                shape.dataset().schemaVersion());
    }

    /** A record of what a person has filled in; who it is of and how it is written is for us to say. */
    ObjectNode write(RecordShape shape, NavigableMap<String, String> texts, ApiKeys.Caller caller) {
        NavigableMap<String, String> all = new TreeMap<>(texts);
        all.putAll(known(shape, caller));
        return writer.write(shape, all);
    }

    RecordWriter writer() {
        return writer;
    }

    /** @param grown pointer of the list that gets one more row; null for none */
    FormView form(
            RecordShape shape, JsonNode record, List<Violation> violations, @Nullable String grown, Locale locale) {
        return new FormBuilder(shape, codes, Names.isChinese(locale))
                .withRowAt(grown)
                .build(record, violations);
    }

    /** What inputs of a form can be filled from, by the name of the list; with the consents that stand, where a record needs one. */
    Map<String, List<Option>> lists(RecordShape shape, ApiKeys.Caller caller, Locale locale) {
        boolean chinese = Names.isChinese(locale);
        Map<String, List<Option>> lists = new HashMap<>();
        lists.put("region", codes.suggestions(FieldKind.REGION, chinese));
        lists.put("industry", codes.suggestions(FieldKind.INDUSTRY, chinese));
        if (shape.dataset().consentRule().isPresent()) {
            lists.put(
                    "consents",
                    consents.all("", CONSENTS, caller).stream()
                            .filter(consent -> consent.withdrawnAt() == null)
                            .map(consent -> new Option(consent.id(), consent.owner()))
                            .toList());
        }
        return lists;
    }

    /** @param choices what may stand in it; empty where the hint, or the column's name, says it */
    record ColumnHelp(String name, boolean required, @Nullable String hint, List<Option> choices, boolean lines) {}

    /** What may stand in each column of a file. */
    List<ColumnHelp> columns(RecordShape shape, Locale locale) {
        boolean chinese = Names.isChinese(locale);
        return CsvColumns.columns(shape, chinese).stream()
                .filter(column -> !column.again())
                .map(column -> new ColumnHelp(
                        column.name(),
                        column.required(),
                        Inputs.hint(column.leaf()),
                        codes.options(column.leaf(), chinese),
                        column.lines()))
                .toList();
    }
}
