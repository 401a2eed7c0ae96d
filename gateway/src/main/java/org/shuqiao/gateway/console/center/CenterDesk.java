package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.console.center.CodeTables.Option;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the pages of a center have in common: what can be reported, and what things are called. */
@Component
final class CenterDesk {
    private final Map<String, RecordShape> shapes = new LinkedHashMap<>();
    private final CodeTables codes = new CodeTables();
    private final RecordWriter writer = new RecordWriter(new Cells(codes));
    private final PlatformDirectory platforms;
    private final CenterLedger centers;
    private final Clock clock;

    CenterDesk(Journeys journeys, Datasets datasets, Clock clock) {
        for (Dataset dataset : datasets.all()) {
            shapes.put(dataset.id(), RecordShape.of(dataset));
        }
        this.platforms = journeys.parts().platforms();
        this.centers = journeys.ledger().centers();
        this.clock = clock;
    }

    static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    /** What a center can hand in here: datasets of which a platform takes records. */
    List<RecordShape> offered() {
        return shapes.values().stream()
                .filter(shape -> shape.dataset().isSubmitted()
                        && !platforms.forDataset(shape.id()).isEmpty())
                .toList();
    }

    /** @throws Failure {@link FailureCode#UNKNOWN_DATASET}, or {@link FailureCode#DATASET_NOT_SUBMITTED} */
    RecordShape offered(String dataset) {
        RecordShape shape = shapes.get(dataset);
        if (shape == null) {
            throw new Failure(FailureCode.UNKNOWN_DATASET);
        }
        if (!shape.dataset().isSubmitted() || platforms.forDataset(dataset).isEmpty()) {
            throw new Failure(FailureCode.DATASET_NOT_SUBMITTED);
        }
        return shape;
    }

    /** The names of the platforms that take records of a dataset. */
    List<String> takers(String dataset, Locale locale) {
        return platforms.forDataset(dataset).stream()
                .map(access -> platform(access.id(), locale))
                .toList();
    }

    /** What a dataset is called; its id where nobody knows it any more. */
    String dataset(String id, Locale locale) {
        RecordShape shape = shapes.get(id);
        return shape == null ? id : shape.label(isChinese(locale));
    }

    String platform(String id, Locale locale) {
        return platforms
                .find(id)
                .map(access -> access.platform().descriptor().name())
                .map(name -> isChinese(locale) ? name.zh() : name.en())
                .orElse(id);
    }

    /** What a field is called, by the path or a pointer of it; the path itself where nobody knows. */
    String field(String dataset, String path, Locale locale) {
        RecordShape shape = shapes.get(dataset);
        String general = path.replaceAll("/\\d+(?=/|$)", "/*");
        Field field = shape == null ? null : shape.dataset().field(general).orElse(null);
        if (field == null) {
            return path;
        }
        return isChinese(locale) ? field.zh() : field.en();
    }

    /** One value of a record, with what it is called and means. */
    record Said(String label, String value) {}

    /** Every value of a record in words, in the order of its dataset. */
    List<Said> said(String dataset, JsonNode record, Locale locale) {
        RecordShape shape = shapes.get(dataset);
        List<Said> said = new ArrayList<>();
        if (shape != null) {
            say(shape.root(), record, isChinese(locale), said);
        }
        return said;
    }

    private void say(Part part, JsonNode value, boolean chinese, List<Said> said) {
        if (value.isMissingNode() || value.isNull() || RecordShape.KNOWN.contains(part.path())) {
            return;
        }
        if (part instanceof Part.Group group) {
            group.parts().forEach(member -> say(member, value.path(member.name()), chinese, said));
        } else if (part instanceof Part.Rows rows) {
            value.forEach(row -> say(rows.element(), row, chinese, said));
        } else if (part instanceof Part.Lines lines) {
            value.forEach(line -> say(lines.element(), line, chinese, said));
        } else if (part instanceof Part.Leaf leaf) {
            said.add(new Said(part.label(chinese), codes.word(leaf, RecordWriter.text(value), chinese)));
        }
    }

    /** The codes that the inputs of a form can be filled from, by the name of the list. */
    Map<String, List<Option>> lists(Locale locale) {
        boolean chinese = isChinese(locale);
        return Map.of(
                "region", codes.suggestions(FieldKind.REGION, chinese),
                "industry", codes.suggestions(FieldKind.INDUSTRY, chinese));
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
        return new FormBuilder(shape, codes, isChinese(locale)).withRowAt(grown).build(record, violations);
    }

    /** @param choices what may stand in it; empty where the hint, or the column's name, says it */
    record ColumnHelp(String name, boolean required, @Nullable String hint, List<Option> choices, boolean lines) {}

    /** What may stand in each column of a file. */
    List<ColumnHelp> columns(RecordShape shape, Locale locale) {
        boolean chinese = isChinese(locale);
        return CsvColumns.columns(shape, chinese).stream()
                .filter(column -> !column.again())
                .map(column -> new ColumnHelp(
                        column.name(),
                        column.required(),
                        FormBuilder.hint(column.leaf()),
                        codes.options(column.leaf(), chinese),
                        column.lines()))
                .toList();
    }

    String newVersionAt() {
        return ChinaTime.text(clock.instant());
    }
}
