package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.JsonNode;

/**
 * What must not be done, whatever is permitted elsewhere between the same parties. Everything that it names must be so; what it
 * does not name (null) limits nothing.
 *
 * @param field source path; those below it are meant too
 */
public record Prohibition(@Nullable Act action, @Nullable String dataset, @Nullable String field) {
    private static final Set<String> MEMBERS = Set.of("action", "dataset", "field");

    /** @throws Failure {@link FailureCode#AGREEMENT_INVALID} for one that names nothing, or something that nobody enforces */
    static List<Prohibition> read(JsonNode clauses) {
        if (!clauses.isMissingNode() && !clauses.isArray()) {
            throw invalid("/prohibition", "not a list");
        }
        List<Prohibition> prohibitions = new ArrayList<>();
        for (JsonNode clause : clauses) {
            prohibitions.add(readOne(clause, "/prohibition/" + prohibitions.size()));
        }
        return List.copyOf(prohibitions);
    }

    private static Prohibition readOne(JsonNode clause, String pointer) {
        if (!clause.isObject() || clause.isEmpty()) {
            throw invalid(pointer, "names nothing");
        }
        for (Map.Entry<String, JsonNode> member : clause.properties()) {
            boolean known = MEMBERS.contains(member.getKey());
            if (!known
                    || !member.getValue().isString()
                    || member.getValue().stringValue().isBlank()) {
                throw invalid(pointer, known ? "not a text" : "not enforced");
            }
        }
        return new Prohibition(action(text(clause, "action"), pointer), text(clause, "dataset"), text(clause, "field"));
    }

    private static @Nullable String text(JsonNode clause, String member) {
        return clause.has(member) ? clause.required(member).stringValue() : null;
    }

    private static @Nullable Act action(@Nullable String id, String pointer) {
        if (id == null) {
            return null;
        }
        try {
            Act act = Act.of(id);
            if (Act.prohibitable().contains(act)) {
                return act;
            }
        } catch (IllegalArgumentException unknown) {
            throw invalid(pointer + "/action", "unknown action");
        }
        throw invalid(pointer + "/action", "unknown action");
    }

    private static Failure invalid(String pointer, String why) {
        return new Failure(FailureCode.AGREEMENT_INVALID, Map.of("pointer", pointer, "why", why));
    }

    /**
     * @param acts all that is done with the data
     * @param leaving source paths of the fields that would go, masked or not
     */
    boolean matches(String ofDataset, Set<Act> acts, Set<String> leaving) {
        return (action == null || acts.contains(action))
                && (dataset == null || dataset.equals(ofDataset))
                && (field == null || leaving.stream().anyMatch(this::covers));
    }

    /** Whether a source path is the field meant, or one below it. */
    public boolean covers(String path) {
        return field == null || path.equals(field) || path.startsWith(field + "/");
    }

    /** Source paths that every one of these lets through in some form; none without any. */
    static Set<String> leaving(List<Agreement.Permission> permissions) {
        return permissions.stream()
                .map(permission -> permission.fields().stream()
                        .filter(rule -> !rule.transform().equals(Terms.DROP))
                        .map(FieldRule::path)
                        .collect(Collectors.toSet()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public String toString() {
        return Stream.of(action == null ? null : action.id(), dataset, field)
                .map(part -> part == null ? "*" : part)
                .collect(Collectors.joining(" "));
    }
}
