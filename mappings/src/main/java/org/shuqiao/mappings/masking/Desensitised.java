package org.shuqiao.mappings.masking;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.PathTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record from which everything is gone that no rule lets through. Made by {@link Desensitiser} only, so raw data cannot be mistaken
 * for it.
 */
public final class Desensitised {

    private final Dataset dataset;
    private final ObjectNode json;
    private final List<AppliedTransform> transforms;
    private final List<String> stripped;
    private final List<String> missing;
    private final MaskedWith keys;
    private final Map<String, FieldRule> rules;
    private final Suppression suppression;

    Desensitised(
            Dataset dataset,
            ObjectNode json,
            List<AppliedTransform> transforms,
            List<String> stripped,
            List<String> missing,
            MaskedWith keys,
            Map<String, FieldRule> rules,
            Suppression suppression) {
        this.dataset = dataset;
        this.json = json;
        this.transforms = List.copyOf(transforms);
        this.stripped = List.copyOf(stripped);
        this.missing = List.copyOf(missing);
        this.keys = keys;
        this.rules = Collections.unmodifiableMap(rules);
        this.suppression = suppression;
    }

    public Dataset dataset() {
        return dataset;
    }

    /** What is left, in the shape of the dataset. Shared, not copied: readers must not change it. */
    public ObjectNode json() {
        return json;
    }

    /** The transforms that changed something, once per field, in the order of the record; {@code raw} and {@code drop} are not among them. */
    public List<AppliedTransform> transforms() {
        return transforms;
    }

    /** Source paths (with {@code *}) of fields that the record had and that are gone. */
    public List<String> stripped() {
        return stripped;
    }

    /** Source paths of fields that the agreement requires and that are not there. */
    public List<String> missing() {
        return missing;
    }

    /** Source paths of values that no transform of their rule can have made, in the order of the agreement; none if all is well. */
    public List<String> notMasked(MaskResults results) {
        return rules.values().stream()
                .filter(rule -> !rule.transform().equals("raw"))
                .filter(rule -> !values(json, rule).allMatch(value -> results.canBe(value, rule.transform())))
                .map(FieldRule::path)
                .toList();
    }

    /**
     * Source paths of values that should be encrypted and are not just what this key makes of the record, in the order of the
     * agreement. Encrypted values look like others, so that {@link #notMasked} cannot tell.
     */
    public List<String> notEncrypted(CanonicalRecord of, MaskingKey key) {
        return rules.values().stream()
                .filter(rule -> rule.transform().equals(FormatPreserving.NAME))
                .filter(rule ->
                        !encrypted(of, rule, key).containsAll(values(json, rule).toList()))
                .map(FieldRule::path)
                .toList();
    }

    private Set<@Nullable JsonNode> encrypted(CanonicalRecord of, FieldRule rule, MaskingKey key) {
        Transform encrypt =
                FormatPreserving.of(dataset, dataset.field(rule.path()).orElseThrow());
        Set<@Nullable JsonNode> encrypted = new HashSet<>();
        values(of.json(), rule).forEach(value -> encrypted.add(encrypt.apply(value, key)));
        return encrypted;
    }

    /** Source paths of values that are left and of a class above one of the ceilings, in the order of the agreement. */
    public List<String> above(Set<FieldClass> ceilings, MaskResults results) {
        if (ceilings.isEmpty()) {
            return List.of();
        }
        return rules.values().stream()
                .filter(rule -> {
                    FieldClass left = results.classAfter(rule.transform(), rule.fieldClass());
                    return !ceilings.stream().allMatch(left::isWithin);
                })
                .filter(rule -> values(json, rule).findAny().isPresent())
                .map(FieldRule::path)
                .toList();
    }

    /** Every value that stands at the rule's path. */
    private static Stream<JsonNode> values(JsonNode node, FieldRule rule) {
        return values(node, PathTree.segments(rule.path()), 0);
    }

    private static Stream<JsonNode> values(JsonNode node, List<String> segments, int at) {
        if (node.isMissingNode() || at == segments.size()) {
            return node.isMissingNode() ? Stream.empty() : Stream.of(node);
        }
        String segment = segments.get(at);
        return segment.equals("*")
                ? node.valueStream().flatMap(element -> values(element, segments, at + 1))
                : values(node.path(segment), segments, at + 1);
    }

    /** Version of the key behind each keyed transform used, by the transform's name. */
    public Map<String, String> keyVersions() {
        return keys.versions();
    }

    /** The calendar year that decides which version of a key is the right one. */
    public int keyYear() {
        return keys.year();
    }

    /** What was suppressed in its tables. */
    public Suppression suppression() {
        return suppression;
    }

    /** The rules that were applied, by source path. */
    public Map<String, FieldRule> rules() {
        return rules;
    }

    public @Nullable FieldRule rule(String sourcePath) {
        return rules.get(sourcePath);
    }

    @Override
    public String toString() {
        return "Desensitised[" + dataset.id() + "]";
    }
}
