package org.shuqiao.routes.agreements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.MaskOrder;
import org.shuqiao.routes.agreements.Agreement.Permission;

/**
 * On what terms data may go: those of one agreement, or of several that all must be obeyed.
 *
 * @param fields every field that may go, with the transform it must have undergone
 * @param stripsUnlisted whether a field that is not among them is taken away, instead of a reason to deny
 * @param duties of all of them
 * @param ceilings none of which a value may be above after masking
 * @param retention the shortest for which one of them lets us keep a payload; null where none says
 */
public record Terms(
        String dataset,
        List<FieldRule> fields,
        boolean stripsUnlisted,
        Set<String> duties,
        Set<FieldClass> ceilings,
        @Nullable Duration retention) {
    static final String DROP = "drop";

    /**
     * Every duty of each, the fields that all of them list with the strictest transform that one of them demands, and the
     * shortest time; denying beats stripping.
     *
     * @param agreements at least one, and all with a permission for this dataset
     * @return empty where two transforms of one field cannot be ordered
     */
    static Optional<Terms> of(List<Agreement> agreements, String dataset, MaskOrder masks) {
        List<Permission> permissions = agreements.stream()
                .map(agreement -> agreement.permissionFor(dataset).orElseThrow())
                .toList();
        return fields(permissions, masks)
                .map(fields -> new Terms(
                        dataset,
                        fields,
                        permissions.stream().allMatch(Permission::stripsUnlisted),
                        duties(permissions),
                        permissions.stream()
                                .map(Permission::classCeiling)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toUnmodifiableSet()),
                        agreements.stream()
                                .map(Agreement::retention)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null)));
    }

    private static Set<String> duties(List<Permission> permissions) {
        if (permissions.size() == 1) {
            return permissions.get(0).duties();
        }
        Set<String> duties = new TreeSet<>();
        permissions.forEach(permission -> duties.addAll(permission.duties()));
        return duties;
    }

    private static Optional<List<FieldRule>> fields(List<Permission> permissions, MaskOrder masks) {
        if (permissions.size() == 1) {
            return Optional.of(permissions.get(0).fields());
        }
        Map<String, List<FieldRule>> byPath = new LinkedHashMap<>();
        for (Permission permission : permissions) {
            permission.fields().forEach(rule -> byPath.computeIfAbsent(rule.path(), path -> new ArrayList<>())
                    .add(rule));
        }
        List<FieldRule> fields = new ArrayList<>();
        for (List<FieldRule> rules : byPath.values()) {
            boolean listedByAll = rules.size() == permissions.size();
            Optional<String> transform = listedByAll ? strictest(rules, masks) : Optional.of(DROP);
            if (transform.isEmpty()) {
                return Optional.empty();
            }
            // One that some do not list goes nowhere. It is no unlisted field, and it still is missing where another
            // requires it.
            fields.add(combined(rules, transform.get()));
        }
        return Optional.of(List.copyOf(fields));
    }

    private static Optional<String> strictest(List<FieldRule> rules, MaskOrder masks) {
        return rules.stream()
                .map(FieldRule::transform)
                .filter(one -> rules.stream()
                        .allMatch(other -> one.equals(other.transform()) || masks.isAsStrict(one, other.transform())))
                .findFirst();
    }

    private static FieldRule combined(List<FieldRule> rules, String transform) {
        FieldRule first = rules.get(0);
        return new FieldRule(
                first.path(),
                first.fieldClass(),
                transform,
                rules.stream().anyMatch(FieldRule::required),
                String.join(" ", rules.stream().map(FieldRule::clause).toList()));
    }
}
