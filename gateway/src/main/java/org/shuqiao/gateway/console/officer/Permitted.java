package org.shuqiao.gateway.console.officer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import tools.jackson.databind.JsonNode;

/**
 * What may leave of one dataset.
 *
 * @param dataset its id; {@code name} is what it is called
 * @param action what it may be used for
 * @param schema versions of the dataset's schema that may leave
 * @param ceiling the highest class after desensitising; empty where none is agreed
 * @param window null where data may leave at any time
 */
record Permitted(
        String dataset,
        String name,
        List<FieldTerm> fields,
        boolean stripsUnlisted,
        String action,
        String catalogCode,
        String schema,
        String ceiling,
        Scope scope,
        List<String> dutiesBefore,
        List<String> dutiesAfter,
        Quota quota,
        @Nullable Window window) {

    /** @param transform what must be done to it before it leaves; {@code raw} for nothing */
    record FieldTerm(String name, String path, String fieldClass, String transform, boolean required) {
        public boolean isRaw() {
            return transform.equals("raw");
        }
    }

    /** What the record must be about; a list that is empty limits nothing. */
    record Scope(List<String> regions, List<String> industries, List<String> periods) {}

    /** Limits, each null where there is none. */
    record Quota(@Nullable Long rowsPerBatch, @Nullable Long batchesPerDay, @Nullable Long rowsPerMonth) {
        public boolean isAny() {
            return rowsPerBatch != null || batchesPerDay != null || rowsPerMonth != null;
        }
    }

    record Window(String cron, String zone) {}

    static Permitted of(JsonNode permission, Names names) {
        String dataset = permission.path("dataset").asString("");
        JsonNode window = permission.path("window");
        return new Permitted(
                dataset,
                names.dataset(dataset),
                permission
                        .path("fields")
                        .valueStream()
                        .map(field -> field(field, dataset, names))
                        .toList(),
                permission.path("unlisted_field").asString("").equals("strip"),
                permission.path("action").asString(""),
                permission.path("catalog_code").asString(""),
                permission.path("schema").asString(""),
                permission.path("class_ceiling_after_masking").asString(""),
                scope(permission.path("scope")),
                Terms.texts(permission.path("duties_pre")),
                Terms.texts(permission.path("duties_post")),
                quota(permission.path("quota")),
                window.isObject()
                        ? new Window(
                                window.path("cron").asString(""),
                                window.path("tz").asString(""))
                        : null);
    }

    private static FieldTerm field(JsonNode field, String dataset, Names names) {
        String path = field.path("path").asString("");
        return new FieldTerm(
                names.field(dataset, path),
                path,
                field.path("class").asString(""),
                field.path("transform").asString(""),
                field.path("required").asBoolean(false));
    }

    private static Scope scope(JsonNode scope) {
        return new Scope(
                Terms.texts(scope.path("regions")),
                Terms.texts(scope.path("industries")),
                Terms.texts(scope.path("periods")));
    }

    private static Quota quota(JsonNode quota) {
        return new Quota(
                limit(quota.path("rows_per_batch")),
                limit(quota.path("batches_per_day")),
                limit(quota.path("rows_per_month")));
    }

    private static @Nullable Long limit(JsonNode number) {
        return number.isIntegralNumber() ? number.longValue() : null;
    }
}
