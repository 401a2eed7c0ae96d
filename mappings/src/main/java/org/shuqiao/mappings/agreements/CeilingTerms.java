package org.shuqiao.mappings.agreements;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.ViolationList;
import org.shuqiao.mappings.masking.ClassLineage;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether every field of an agreement is, after its transform, within the ceiling of the agreement and of the platform. What is not
 * would be denied with every record; whoever signs it should know that it never leaves.
 */
final class CeilingTerms {
    private static final String DROP = "drop";
    private static final String RAW = "raw";

    private final Datasets datasets;
    private final Platforms platforms;
    private final TransformCatalogue transforms;

    CeilingTerms(Datasets datasets, TransformCatalogue transforms) {
        this.datasets = datasets;
        this.platforms = Platforms.load(datasets);
        this.transforms = transforms;
    }

    void check(ObjectNode agreement, ViolationList violations) {
        boolean out = agreement.path("direction").asString("").equals("out");
        Optional<Platform> platform =
                platforms.find(out ? agreement.at("/consumer/platform").asString("") : "");
        AgreementProfile.each(
                agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> datasets.find(
                                permission.path("dataset").asString(""))
                        .ifPresent(dataset -> permission(dataset, permission, platform, pointer, violations)));
    }

    private void permission(
            Dataset dataset,
            JsonNode permission,
            Optional<Platform> platform,
            String pointer,
            ViolationList violations) {
        FieldClass agreed =
                FieldClass.named(permission.path("class_ceiling_after_masking").asString(""));
        Set<FieldClass> taken = platform.map(one -> one.descriptor().datasets().get(dataset.id()))
                .map(PlatformDescriptor.Resource::classCeilings)
                .orElse(Set.of(FieldClass.values()));
        AgreementProfile.each(permission.path("fields"), i -> pointer + "/fields/" + i + "/transform", (at, line) -> {
            for (ClassLineage lineage : lineages(dataset, line, platform)) {
                if (agreed != null && !lineage.isWithinAllOf(Set.of(agreed))) {
                    violations.add(at, "ABOVE_CEILING", lineage + " > " + agreed);
                }
                if (!lineage.isWithinOneOf(taken)) {
                    violations.add(at, "ABOVE_PLATFORM_CEILING", lineage + " > " + new TreeSet<>(taken));
                }
            }
        });
    }

    /** One for each place that the platform's form has for the field; of what comes in, the field itself. None where nothing leaves. */
    private List<ClassLineage> lineages(Dataset dataset, JsonNode line, Optional<Platform> platform) {
        String transform = line.path("transform").asString("");
        Field field = dataset.field(line.path("path").asString("")).orElse(null);
        if (field == null || transforms.find(transform).isEmpty() || transform.equals(DROP)) {
            return List.of(); // Said elsewhere, or gone.
        }
        if (transform.equals(RAW) && field.fieldClass().neverRaw()) {
            return List.of(); // Said elsewhere.
        }
        List<String> targets = dataset.direction() == Dataset.Direction.IN
                ? List.of(field.path())
                : platform.flatMap(one -> one.mapping(dataset.id())).map(PlatformMapping::lineage).stream()
                        .flatMap(List::stream)
                        .filter(place -> place.source().equals(field.path()))
                        .map(PlatformMapping.Lineage::target)
                        .toList();
        return targets.stream()
                .map(target -> ClassLineage.of(field.path(), field.fieldClass(), transform, target, transforms))
                .toList();
    }
}
