package org.shuqiao.routes.agreements;

import static org.shuqiao.routes.agreements.AgreementJson.invalid;
import static org.shuqiao.routes.agreements.AgreementJson.list;
import static org.shuqiao.routes.agreements.AgreementJson.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.masking.FieldRule;
import tools.jackson.databind.JsonNode;

/** Reads one permission of an agreement. */
final class PermissionJson {
    private PermissionJson() {}

    /** @param clause what the field rules of this permission are known by */
    static Agreement.Permission read(JsonNode node, String clause) {
        return new Agreement.Permission(
                text(node, "/dataset"),
                text(node, "/catalog_code"),
                range(text(node, "/schema")),
                text(node, "/action"),
                fields(node.path("fields"), clause + "/fields/"),
                stripsUnlisted(node),
                new Agreement.Scope(
                        list(node.at("/scope/regions")),
                        list(node.at("/scope/industries")),
                        list(node.at("/scope/periods"))),
                duties(node),
                quota(node.path("quota")),
                window(node.path("window")),
                classCeiling(node.path("class_ceiling_after_masking")));
    }

    private static Agreement.@Nullable Quota quota(JsonNode quota) {
        return quota.isMissingNode()
                ? null
                : new Agreement.Quota(
                        count(quota, "/rows_per_batch"),
                        count(quota, "/batches_per_day"),
                        count(quota, "/rows_per_month"));
    }

    private static @Nullable Integer count(JsonNode quota, String pointer) {
        return quota.at(pointer).isMissingNode() ? null : AgreementJson.number(quota, pointer);
    }

    private static Agreement.@Nullable Window window(JsonNode window) {
        if (window.isMissingNode()) {
            return null;
        }
        try {
            return new Agreement.Window(text(window, "/cron"), ZoneId.of(text(window, "/tz")));
        } catch (DateTimeException unknown) {
            throw invalid("/permission/window/tz", "unknown zone");
        }
    }

    private static @Nullable FieldClass classCeiling(JsonNode ceiling) {
        try {
            return ceiling.isMissingNode() ? null : FieldClass.valueOf(ceiling.asString(""));
        } catch (IllegalArgumentException unknown) {
            throw invalid("/permission/class_ceiling_after_masking", "unknown class");
        }
    }

    private static Set<String> duties(JsonNode permission) {
        Set<String> duties = new TreeSet<>();
        for (String when : List.of("duties_pre", "duties_post")) {
            permission.path(when).forEach(duty -> duties.add(duty.isString() ? duty.stringValue() : duty.toString()));
        }
        return duties;
    }

    private static boolean stripsUnlisted(JsonNode permission) {
        return switch (permission.path("unlisted_field").asString("deny")) {
            case "deny" -> false;
            case "strip" -> true;
            default -> throw invalid("/permission/unlisted_field", "neither deny nor strip");
        };
    }

    private static VersionRange range(String text) {
        try {
            return VersionRange.parse(text);
        } catch (IllegalArgumentException notARange) {
            throw invalid("/permission/schema", "not a version range");
        }
    }

    private static List<FieldRule> fields(JsonNode nodes, String clause) {
        List<FieldRule> fields = new ArrayList<>();
        for (JsonNode node : nodes) {
            try {
                fields.add(new FieldRule(
                        text(node, "/path"),
                        FieldClass.valueOf(text(node, "/class")),
                        text(node, "/transform"),
                        node.path("required").asBoolean(false),
                        clause + fields.size()));
            } catch (IllegalArgumentException unknown) {
                throw invalid("/permission/fields", "unknown class or transform");
            }
        }
        return List.copyOf(fields);
    }
}
