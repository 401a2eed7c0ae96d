package org.shuqiao.mappings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.MalformedRecord.Code;
import org.shuqiao.mappings.MalformedRecord.Location;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of record: its schema, the class and kind of each field, its rules and samples, all data under {@code datasets/<id>/}.
 * Thread-safe.
 */
public final class Dataset {

    /** A realistic record that the dataset accepts. */
    public static final class Sample {

        private final String name;
        private final byte[] bytes;

        Sample(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        public String name() {
            return name;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Which way records of a dataset travel. */
    public enum Direction {
        /** From a center to platforms. */
        OUT,
        /** From a platform to a center. */
        IN
    }

    /**
     * That a record of this dataset leaves only with the consent of an enterprise, and where the record says so.
     *
     * @param owner path of the enterprise's USCI
     * @param consent path of the consent's id
     * @param from path of the time before which it must not be seen; null where there is none
     * @param to path of the time or the last day until which it may be seen
     */
    public record ConsentRule(String owner, String consent, @Nullable String from, String to) {}

    /**
     * That a record of this dataset names a file, and where.
     *
     * @param sm3 path of the file's SM3
     * @param bytes path of its size
     * @param type path of its media type
     */
    public record AttachmentRule(String sm3, String bytes, String type) {}

    /** Between the two languages of a schema's title. */
    private static final String BETWEEN = " / ";

    /** Id of the dataset by which a platform is told to take something down. */
    public static final String TAKE_DOWN = "take_down";

    private final String id;
    private final String zh;
    private final String en;
    private final Direction direction;
    private final boolean madeByGateway;
    private final @Nullable ConsentRule consent;
    private final @Nullable AttachmentRule attachment;
    private final @Nullable String subject;
    private final @Nullable String period;
    private final String schemaVersion;
    private final String schema;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final PathTree<Field> fieldTree = new PathTree<>();
    private final SchemaCheck schemaCheck;
    private final List<CrossFieldRule.Named> rules = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<CellTable> tables;
    private final KindChecks kindChecks;
    private final Messages messages;
    private final StrictJson strictJson;

    private Dataset(String id, KindChecks kindChecks, Messages messages, StrictJson strictJson) {
        this.id = id;
        this.kindChecks = kindChecks;
        this.messages = messages;
        this.strictJson = strictJson;
        String folder = "datasets/" + id + "/";
        JsonNode manifest = Resources.json(folder + "dataset.json");
        schemaVersion = manifest.required("schemaVersion").stringValue();
        direction = Direction.valueOf(manifest.path("direction").asString("out").toUpperCase(Locale.ROOT));
        madeByGateway = manifest.path("madeByGateway").asBoolean(false);
        consent = manifest.has("consent") ? consent(manifest.path("consent")) : null;
        attachment = manifest.has("attachment") ? attachment(manifest.path("attachment")) : null;
        subject = manifest.path("subject").asString(consent == null ? null : consent.owner());
        period = manifest.path("period").asString(null);
        schema = new String(Resources.bytes(folder + "schema.json"), StandardCharsets.UTF_8);
        JsonNode parsedSchema = Resources.JSON.readTree(schema);
        String title = parsedSchema.required("title").stringValue();
        int between = title.indexOf(BETWEEN);
        zh = title.substring(0, between);
        en = title.substring(between + BETWEEN.length());
        for (JsonNode json : Resources.json(folder + "fields.json")) {
            Field field = field(json);
            fields.put(field.path(), field);
            fieldTree.put(field.path(), field);
        }
        tables = CellTable.read(manifest.path("tables"), fields, parsedSchema);
        if (!tables.isEmpty() && direction == Direction.IN) {
            throw new IllegalStateException("tables of what comes in are not protected: " + id);
        }
        schemaCheck = new SchemaCheck(schema, fieldTree);
        Resources.json(folder + "rules.json").forEach(rule -> rules.add(CrossFieldRule.Named.of(rule)));
        for (JsonNode sample : manifest.required("samples")) {
            String name = sample.stringValue();
            samples.add(new Sample(name, Resources.bytes(folder + "samples/" + name + ".json")));
        }
    }

    private static ConsentRule consent(JsonNode json) {
        return new ConsentRule(
                json.required("owner").stringValue(),
                json.required("consent").stringValue(),
                json.path("from").asString(null),
                json.required("to").stringValue());
    }

    private static AttachmentRule attachment(JsonNode json) {
        return new AttachmentRule(
                json.required("sm3").stringValue(),
                json.required("bytes").stringValue(),
                json.required("type").stringValue());
    }

    static Dataset load(String id, KindChecks kindChecks, Messages messages, StrictJson strictJson) {
        return new Dataset(id, kindChecks, messages, strictJson);
    }

    private static Field field(JsonNode json) {
        return new Field(
                json.required("path").stringValue(),
                FieldClass.valueOf(json.required("class").stringValue()),
                FieldKind.of(json.required("kind").stringValue()),
                json.path("table").asString(null),
                json.required("zh").stringValue(),
                json.required("en").stringValue());
    }

    public String id() {
        return id;
    }

    /** What it is called in Chinese. */
    public String zh() {
        return zh;
    }

    /** What it is called in English. */
    public String en() {
        return en;
    }

    public Direction direction() {
        return direction;
    }

    /** Whether a center may submit records of it: those that come from platforms, and those the gateway makes itself, it may not. */
    public boolean isSubmitted() {
        return direction == Direction.OUT && !madeByGateway;
    }

    /** The consent that a record of this dataset needs, if it needs one. */
    public Optional<ConsentRule> consentRule() {
        return Optional.ofNullable(consent);
    }

    /** The file that a record of this dataset names, if it names one. */
    public Optional<AttachmentRule> attachmentRule() {
        return Optional.ofNullable(attachment);
    }

    /**
     * Refuses a record that {@link #read} has accepted, for what is outside of it.
     *
     * @param wrong the rule that each place breaks, by its path
     */
    public InvalidRecord refused(Map<String, String> wrong) {
        ViolationList violations = new ViolationList(messages);
        wrong.forEach(violations::add);
        return new InvalidRecord(violations.all());
    }

    /** Path of the USCI of the one enterprise that a record of this dataset is about; empty where it is about none, or several. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The path of the year or month that a record speaks of; empty where its records speak of none, or of several. */
    public Optional<String> periodPath() {
        return Optional.ofNullable(period);
    }

    /** The version this gateway writes, for example {@code 1.0}. */
    public String schemaVersion() {
        return schemaVersion;
    }

    /** The JSON Schema (2020-12) as text. */
    public String schema() {
        return schema;
    }

    /** Every field by its path, in the order of the schema. */
    public Map<String, Field> fields() {
        return Collections.unmodifiableMap(fields);
    }

    public Optional<Field> field(String path) {
        return Optional.ofNullable(fields.get(path));
    }

    /** Its tables of aggregates; empty for most. */
    public List<CellTable> tables() {
        return tables;
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /**
     * Reads and validates a record: one strict parse, then schema, check digits, code tables and cross-field rules.
     *
     * @throws MarkedRecord if it is marked as important data or as a state secret; then nothing else was looked at
     * @throws MalformedRecord if the body is not strict JSON within {@link RecordLimits}
     * @throws InvalidRecord with every violation, if it is not a record of this dataset
     */
    public CanonicalRecord read(byte[] body) {
        ObjectNode record = strictJson.read(body);
        Marks marks = Marks.of(record);
        if (marks.gravest() != null) {
            throw new MarkedRecord(marks.gravest());
        }
        record.remove(Marks.MEMBER);
        ViolationList violations = new ViolationList(messages);
        if (marks.hasUnknown()) {
            violations.add("/" + Marks.MEMBER, "UNKNOWN_MARK");
        }
        schemaCheck.check(record, violations);
        checkKinds(record, fieldTree, Place.ROOT, violations);
        rules.forEach(rule -> rule.check(record, violations));
        if (!violations.isEmpty()) {
            throw new InvalidRecord(violations.all());
        }
        return new CanonicalRecord(id, record, period, attachment);
    }

    /**
     * Parses, just as strictly, bytes that {@link #read} accepted before.
     *
     * @throws MalformedRecord if they cannot be such bytes
     */
    public CanonicalRecord reread(byte[] body) {
        ObjectNode record = strictJson.read(body);
        if (!record.path("record_id").isString()
                || !record.path("center_id").isString()
                || !record.path("version").isNumber()) {
            throw new MalformedRecord(Code.NO_ENVELOPE, new Location(1, 1));
        }
        record.remove(Marks.MEMBER);
        return new CanonicalRecord(id, record, period, attachment);
    }

    private void checkKinds(JsonNode node, PathTree<Field> tree, Place place, ViolationList violations) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                PathTree<Field> next = tree.member(member.getKey());
                if (next != null) {
                    checkKinds(member.getValue(), next, place.member(member.getKey()), violations);
                }
            }
        } else if (node.isArray() && tree.elements() != null) {
            for (int i = 0; i < node.size(); i++) {
                checkKinds(node.get(i), tree.elements(), place.element(i), violations);
            }
        } else if (node.isString() && tree.value() != null) {
            // An empty text is already said by the schema.
            String rule = node.stringValue().isEmpty()
                            && !KindChecks.decidesForm(tree.value().kind())
                    ? null
                    : kindChecks.violation(tree.value().kind(), node.stringValue());
            if (rule != null) {
                violations.add(place.pointer(), rule);
            }
        }
    }

    @Override
    public String toString() {
        return "Dataset[" + id + "]";
    }
}
