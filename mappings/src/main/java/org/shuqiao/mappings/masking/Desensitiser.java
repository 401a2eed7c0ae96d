package org.shuqiao.mappings.masking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.masking.MaskingPlan.Step;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Applies the field rules of an agreement to a record: what no rule names is gone, and before that the small cells of its tables, always.
 * Thread-safe.
 */
public final class Desensitiser {

    /** Plans kept; a gateway has few agreements, so reaching this means they are being replaced and old ones can go. */
    private static final int PLANS = 1_000;

    private record PlanKey(String dataset, List<FieldRule> rules) {}

    private final MaskingKeys keys;
    private final TransformCatalogue catalogue;
    private final Map<PlanKey, MaskingPlan> plans = new ConcurrentHashMap<>();

    public Desensitiser(MaskingKeys keys) {
        this.keys = keys;
        this.catalogue = new TransformCatalogue();
    }

    /** Id and version of the masking catalogue, for the statement. */
    public String maskingId() {
        return catalogue.id();
    }

    /** The bytes of the masking catalogue, to be hashed for the statement. */
    public byte[] maskingSource() {
        return catalogue.source();
    }

    /** How the transforms of this catalogue compare. */
    public MaskOrder masks() {
        return catalogue;
    }

    /** What the transforms of this catalogue leave of a value. */
    public MaskResults results() {
        return catalogue;
    }

    /**
     * Checks rules without a record, for the moment in which an agreement is registered.
     *
     * @throws RuleRefused for the first rule that cannot be obeyed
     */
    public void check(Dataset dataset, List<FieldRule> rules) {
        MaskingPlan.of(dataset, rules, catalogue);
    }

    /**
     * @param consumer whose key makes what needs one: that of the record's year
     * @throws RuleRefused as {@link #check}
     */
    public Desensitised apply(Dataset dataset, CanonicalRecord record, List<FieldRule> rules, String consumer) {
        return apply(dataset, record, rules, consumer, Set.of(), Redaction.BY_FORM);
    }

    /**
     * As {@link #apply(Dataset, CanonicalRecord, List, String)}.
     *
     * @param duties of the agreement, of which {@link CellRule#DUTY} is obeyed here
     * @param redaction of free texts
     */
    public Desensitised apply(
            Dataset dataset,
            CanonicalRecord record,
            List<FieldRule> rules,
            String consumer,
            Set<String> duties,
            Redaction redaction) {
        if (!dataset.id().equals(record.dataset())) {
            throw new IllegalArgumentException("a record of " + record.dataset() + " is none of " + dataset.id());
        }
        SmallCells smallCells = catalogue.smallCells();
        SmallCells.Left left = smallCells.of(
                dataset.tables(), record.json(), smallCells.standard().with(duties));
        MaskingKey key = keys.of(consumer, record.year());
        return new Masking(dataset, plan(dataset, rules), record.year(), key, redaction).mask(left);
    }

    private MaskingPlan plan(Dataset dataset, List<FieldRule> rules) {
        PlanKey key = new PlanKey(dataset.id(), List.copyOf(rules));
        MaskingPlan known = plans.get(key);
        if (known != null) {
            return known;
        }
        if (plans.size() >= PLANS) {
            plans.clear();
        }
        MaskingPlan plan = MaskingPlan.of(dataset, key.rules(), catalogue);
        plans.put(key, plan);
        return plan;
    }

    /** One walk over one record. */
    private final class Masking {

        private final Dataset dataset;
        private final MaskingPlan plan;
        private final int year;
        private final MaskingKey key;
        private final Redaction redaction;
        private final Set<AppliedTransform> applied = new LinkedHashSet<>();
        private final Set<String> stripped = new LinkedHashSet<>();
        private final Set<String> missing = new LinkedHashSet<>();
        private final Map<String, String> keyVersions = new LinkedHashMap<>();

        Masking(Dataset dataset, MaskingPlan plan, int year, MaskingKey key, Redaction redaction) {
            this.dataset = dataset;
            this.plan = plan;
            this.year = year;
            this.key = key;
            this.redaction = redaction;
        }

        Desensitised mask(SmallCells.Left protectedCells) {
            ObjectNode record = protectedCells.record();
            Suppression suppression = protectedCells.suppression();
            suppression.tables().forEach((table, cells) -> {
                if (cells.suppressed() > 0) {
                    applied.add(catalogue.smallCells().applied(table, suppression.rule()));
                }
            });
            ObjectNode left = object(record, plan.steps(), "");
            plan.rules().values().stream()
                    .filter(rule -> rule.required() && !complete(left, record, PathTree.segments(rule.path()), 0))
                    .forEach(rule -> missing.add(rule.path()));
            return new Desensitised(
                    dataset,
                    left,
                    new ArrayList<>(applied),
                    new ArrayList<>(stripped),
                    new ArrayList<>(missing),
                    new MaskedWith(year, keyVersions),
                    plan.rules(),
                    suppression);
        }

        private ObjectNode object(JsonNode record, @Nullable PathTree<Step> steps, String path) {
            ObjectNode left = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : record.properties()) {
                String name = member.getKey();
                PathTree<Step> next = steps == null ? null : steps.member(name);
                JsonNode value = value(member.getValue(), next, path + "/" + name);
                if (value != null) {
                    left.set(name, value);
                }
            }
            return left;
        }

        private @Nullable JsonNode value(JsonNode value, @Nullable PathTree<Step> steps, String path) {
            if (value.isObject()) {
                ObjectNode left = object(value, steps, path);
                return steps == null ? null : left;
            }
            if (value.isArray()) {
                ArrayNode left = JsonNodeFactory.instance.arrayNode();
                PathTree<Step> elements = steps == null ? null : steps.elements();
                String elementPath = path + "/*";
                for (JsonNode element : value.values()) {
                    JsonNode survivor = value(element, elements, elementPath);
                    if (survivor != null) {
                        left.add(survivor);
                    }
                }
                return elements == null ? null : left;
            }
            return leaf(value, steps == null ? null : steps.value(), path);
        }

        private @Nullable JsonNode leaf(JsonNode value, @Nullable Step step, String path) {
            JsonNode left = step == null || value.isNull() ? null : masked(value, step, path);
            if (left == null || step == null) {
                // Null means "not answered": nothing was there that could be stripped.
                if (!value.isNull()) {
                    stripped.add(path);
                }
                return null;
            }
            if (!step.transform().isRaw() && !step.transform().isRedaction()) {
                String name = step.transform().name();
                String version = step.transform().isKeyed()
                        ? keyVersions.computeIfAbsent(name, n -> key.version())
                        : step.transform().version();
                applied.add(new AppliedTransform(path, name, version));
            }
            return left;
        }

        /** What an officer wants taken out of a text goes before its transform is applied. */
        private @Nullable JsonNode masked(JsonNode value, Step step, String path) {
            boolean redacts = step.transform().isRedaction();
            if (!redacts && !redaction.always().contains(path)) {
                return step.how().apply(value, key);
            }
            String text = value.isString() ? redaction.of(value.stringValue()) : null;
            if (text == null) {
                return null;
            }
            applied.add(
                    new AppliedTransform(path, Redaction.NAME, redaction.version(catalogue.version(Redaction.NAME))));
            JsonNode redacted = StringNode.valueOf(text);
            return redacts ? redacted : step.how().apply(redacted, key);
        }

        /**
         * Whether every place that the path names still holds a value; an empty list has no place without one, and neither has a
         * suppressed cell.
         */
        private boolean complete(JsonNode node, JsonNode source, List<String> segments, int at) {
            if (at == segments.size()) {
                return !node.isNull() && !node.isMissingNode();
            }
            if (!segments.get(at).equals("*")) {
                String name = segments.get(at);
                return complete(node.path(name), source.path(name), segments, at + 1);
            }
            for (int i = 0; i < node.size(); i++) {
                boolean suppressed = source.path(i).path(CellTable.MARK).asBoolean(false);
                if (!suppressed && !complete(node.get(i), source.path(i), segments, at + 1)) {
                    return false;
                }
            }
            return node.isArray();
        }
    }
}
