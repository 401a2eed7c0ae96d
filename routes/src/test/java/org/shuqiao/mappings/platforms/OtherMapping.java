package org.shuqiao.mappings.platforms;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.masking.TransformCatalogue;

/** A mapping that no platform has, for what no platform needs yet. */
public final class OtherMapping {
    private OtherMapping() {}

    /** @param lines of {@code fields} */
    public static PlatformMapping of(Datasets datasets, String dataset, String lines) {
        String yaml =
                "id: other\nversion: 1.0.0\ndataset: " + dataset + "\ncontentType: application/json\nfields:\n" + lines;
        return PlatformMapping.of(
                "other.mapping.yaml",
                yaml.getBytes(StandardCharsets.UTF_8),
                datasets,
                new TransformCatalogue(),
                Set.of(FieldClass.values()));
    }
}
