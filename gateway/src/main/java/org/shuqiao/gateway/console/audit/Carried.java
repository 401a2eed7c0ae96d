package org.shuqiao.gateway.console.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.masking.FieldRule;

/**
 * A field that a transfer carried if its record had it.
 *
 * @param zh what the dataset calls it; the path where it does not say
 * @param agreed the transform that the agreement demands; empty where none lists the field
 * @param applied transforms that the statement names, as {@code name@version}; empty where nothing had to be done
 * @param clauses where agreements let it go
 */
record Carried(String path, String zh, String en, String agreed, String applied, List<String> clauses) {
    private static final String DROP = "drop";

    /**
     * The fields of a transfer in the order of its first agreement, then those of which only the statement tells.
     *
     * @param stripped paths that did not leave
     * @param dataset null for one that this gateway no longer knows
     */
    static List<Carried> of(Statement statement, Set<String> stripped, Clauses clauses, @Nullable Dataset dataset) {
        Map<String, List<FieldRule>> rules = new LinkedHashMap<>();
        for (Statement.Agreement bound : statement.agreements()) {
            clauses.of(bound.id(), Math.toIntExact(bound.version()), statement.dataset()).stream()
                    .filter(rule -> !rule.transform().equals(DROP) && !stripped.contains(rule.path()))
                    .forEach(rule -> rules.computeIfAbsent(rule.path(), path -> new ArrayList<>())
                            .add(rule));
        }
        statement.transforms().forEach(done -> rules.computeIfAbsent(done.path(), path -> List.of()));
        return rules.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), statement, dataset))
                .toList();
    }

    private static Carried of(String path, List<FieldRule> rules, Statement statement, @Nullable Dataset dataset) {
        return new Carried(
                path,
                dataset == null
                        ? path
                        : dataset.field(path).map(field -> field.zh()).orElse(path),
                dataset == null
                        ? path
                        : dataset.field(path).map(field -> field.en()).orElse(path),
                rules.stream().map(FieldRule::transform).distinct().collect(Collectors.joining(", ")),
                statement.transforms().stream()
                        .filter(done -> done.path().equals(path))
                        .map(done -> done.name() + "@" + done.version())
                        .collect(Collectors.joining(", ")),
                rules.stream().map(FieldRule::clause).toList());
    }
}
