package org.shuqiao.gateway.console.center;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.gateway.console.center.FormView.Box;
import org.shuqiao.gateway.console.center.FormView.Input;
import org.shuqiao.gateway.console.center.FormView.Node;
import org.shuqiao.gateway.console.center.FormView.Table;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people fill in becomes records, and back, without a loss. */
class RecordWriterTest {
    private static final Datasets DATASETS = Datasets.load();
    private static final CodeTables CODES = new CodeTables();
    private static final RecordWriter WRITER = new RecordWriter(new Cells(CODES));

    private static Dataset dataset(String id) {
        return DATASETS.find(id).orElseThrow();
    }

    private static NavigableMap<String, String> filledIn(FormView form) {
        NavigableMap<String, String> texts = new TreeMap<>();
        List<Node> nodes = new ArrayList<>(form.needed());
        nodes.addAll(form.optional());
        nodes.forEach(node -> collect(node, texts));
        return texts;
    }

    private static void collect(Node node, Map<String, String> texts) {
        if (node instanceof Input input) {
            texts.put(input.pointer(), input.value());
        } else if (node instanceof Box box) {
            box.nodes().forEach(child -> collect(child, texts));
        } else {
            ((Table) node).rows().forEach(row -> collect(row, texts));
        }
    }

    @Test
    void writesEverySampleAsItWasAfterItHasBeenThroughTheForm() {
        for (Dataset dataset : DATASETS.submitted()) {
            RecordShape shape = RecordShape.of(dataset);
            for (Dataset.Sample sample : dataset.samples()) {
                JsonNode record = JsonMapper.shared().readTree(sample.bytes());
                FormView form = new FormBuilder(shape, CODES, true).build(record, List.of());
                NavigableMap<String, String> texts = filledIn(form);
                texts.put("/center_id", record.path("center_id").asString(""));
                texts.put("/schema_version", record.path("schema_version").asString(""));

                ObjectNode written = WRITER.write(shape, texts);

                assertThat(form.notes()).isEmpty();
                dataset.read(JsonMapper.shared().writeValueAsBytes(written));
                assertThat(RecordWriter.texts(shape, written))
                        .as(dataset.id() + "/" + sample.name())
                        .isEqualTo(RecordWriter.texts(shape, record));
            }
        }
    }

    @Test
    void showsEveryViolationWhereItStands() {
        Dataset dataset = dataset("diagnosis_report");
        RecordShape shape = RecordShape.of(dataset);
        NavigableMap<String, String> texts = new TreeMap<>(
                Map.of("/record_id", "R 1", "/enterprise/usci", "91370283MA3D1K207X", "/domain_scores/4/score", "abc"));
        ObjectNode record = WRITER.write(shape, texts);
        List<Violation> violations = violations(dataset, record);

        FormView form = new FormBuilder(shape, CODES, false).build(record, violations);

        assertThat(form.wrong())
                .extracting(Node::pointer)
                .contains("/record_id", "/enterprise/usci", "/enterprise/name", "/domain_scores/0/score", "/level");
        assertThat(form.wrong()).allSatisfy(node -> assertThat(node.errors()).isNotEmpty());
    }

    private static List<Violation> violations(Dataset dataset, ObjectNode record) {
        try {
            dataset.read(JsonMapper.shared().writeValueAsBytes(record));
            return List.of();
        } catch (InvalidRecord invalid) {
            return invalid.violations();
        }
    }

    @Test
    void addsARowOnlyWhereItIsAskedForAndNotWithoutEnd() {
        RecordShape shape = RecordShape.of(dataset("diagnosis_report"));
        ObjectNode record = WRITER.write(shape, new TreeMap<>());

        FormView form =
                new FormBuilder(shape, CODES, true).withRowAt("/experts").build(record, List.of());

        assertThat(form.needed())
                .filteredOn(Table.class::isInstance)
                .allSatisfy(table -> assertThat(((Table) table).rows()).hasSize(1));
        assertThat(form.optional()).filteredOn(Table.class::isInstance).allSatisfy(table -> assertThat(
                        ((Table) table).rows())
                .hasSize(table.pointer().equals("/experts") ? 1 : 0));
    }

    @ParameterizedTest
    @CsvSource({
        "/reported_on, 2026年3月8日, \"2026-03-08\"",
        "/reported_on, 2026-13-8, \"2026-13-08\"",
        "/created_at, 2026/3/8 9:05, \"2026-03-08T09:05:00+08:00\"",
        "/created_at, 2026-03-08T09:05, \"2026-03-08T09:05:00+08:00\"",
        "/created_at, 昨天, \"昨天\"",
        "/period, 2026年, \"2026\"",
        "/period, 2026.3, \"2026-03\"",
        "/level, 3.0, 3",
        "/total_score, '1，234.5', 1234.5",
        "/total_score, 1e9, \"1e9\"",
        "/total_score, 很高, \"很高\""
    })
    void readsWhatPeopleWriteAndLeavesWhatItCannotRead(String pointer, String cell, String json) {
        ObjectNode record =
                WRITER.write(RecordShape.of(dataset("diagnosis_report")), new TreeMap<>(Map.of(pointer, cell)));

        assertThat(record.at(pointer).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"是, true", "否, false", "TRUE, true", "也许, \"也许\""})
    void readsYesAndNo(String cell, String json) {
        ObjectNode record = WRITER.write(RecordShape.of(dataset("slot")), new TreeMap<>(Map.of("/open", cell)));

        assertThat(record.path("open").toString()).isEqualTo(json);
    }

    @Test
    void hasALabelForEveryFieldInBothLanguages() {
        for (Dataset dataset : DATASETS.all()) {
            RecordShape shape = RecordShape.of(dataset);
            assertThat(shape.label(true)).isNotEqualTo(shape.label(false));
            assertThat(shape.root().fields()).allSatisfy(field -> assertThat(dataset.field(field.path()))
                    .as(dataset.id() + field.path().toLowerCase(Locale.ROOT))
                    .isPresent());
        }
    }
}
