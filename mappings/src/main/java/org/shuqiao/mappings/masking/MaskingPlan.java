package org.shuqiao.mappings.masking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.masking.RuleRefused.Reason;

/** The field rules of an agreement, checked against a dataset and arranged like its records. */
public final class MaskingPlan {

    /** @param how the transform for this field */
    record Step(FieldRule rule, TransformCatalogue.Named transform, Transform how) {}

    private final Map<String, FieldRule> rules = new LinkedHashMap<>();
    private final PathTree<Step> steps = new PathTree<>();

    public static MaskingPlan of(Dataset dataset, List<FieldRule> rules, TransformCatalogue catalogue) {
        MaskingPlan plan = new MaskingPlan();
        for (FieldRule rule : rules) {
            plan.add(dataset, rule, catalogue);
        }
        return plan;
    }

    private void add(Dataset dataset, FieldRule rule, TransformCatalogue catalogue) {
        String path = rule.path();
        Field field = dataset.field(path).orElseThrow(() -> new RuleRefused(Reason.UNKNOWN_FIELD, path));
        TransformCatalogue.Named transform =
                catalogue.find(rule.transform()).orElseThrow(() -> new RuleRefused(Reason.UNKNOWN_TRANSFORM, path));
        if (rule.fieldClass() != field.fieldClass()) {
            throw new RuleRefused(Reason.CLASS_DIFFERS, path);
        }
        if (transform.isRaw() && field.fieldClass().neverRaw()) {
            throw new RuleRefused(Reason.NEVER_RAW, path);
        }
        if (!transform.kinds().contains(field.kind())) {
            throw new RuleRefused(Reason.TRANSFORM_NOT_APPLICABLE, path);
        }
        if (rules.put(path, rule) != null) {
            throw new RuleRefused(Reason.DUPLICATE_PATH, path);
        }
        steps.put(path, new Step(rule, transform, catalogue.transform(transform, dataset, field)));
    }

    PathTree<Step> steps() {
        return steps;
    }

    /** In the order of the agreement. */
    Map<String, FieldRule> rules() {
        return rules;
    }
}
