package org.shuqiao.routes.agreements;

import static org.shuqiao.routes.agreements.OdrlTerms.constraint;
import static org.shuqiao.routes.agreements.OdrlTerms.right;
import static org.shuqiao.routes.agreements.OdrlTerms.typed;

import java.util.List;
import java.util.Map;
import org.shuqiao.routes.agreements.OdrlTerms.Member;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Permissions and prohibitions. Everything that limits a permission is a constraint of it, also what the agreement says once for all. */
final class OdrlRules {
    private static final List<Member> FIELD = List.of(
            new Member("path", "cdg:path"),
            new Member("class", "cdg:class"),
            new Member("transform", "cdg:transform"),
            new Member("required", "cdg:required"));
    private static final List<Member> OF_RULE = List.of(new Member("unlisted_field", "cdg:unlistedField"));
    private static final List<Member> OF_TARGET = List.of(new Member("field", "cdg:path"));
    private static final List<Member> SCOPE = List.of(
            new Member("regions", "spatial"),
            new Member("industries", "cdg:industry"),
            new Member("periods", "cdg:period"));
    private static final List<Member> QUOTA = List.of(
            new Member("rows_per_batch", "cdg:rowsPerDelivery"),
            new Member("batches_per_day", "cdg:deliveriesPerDay"),
            new Member("rows_per_month", "cdg:rowsPerMonth"));
    private static final List<Member> WINDOW = List.of(new Member("cron", "cdg:cron"), new Member("tz", "cdg:zone"));

    /** Members that are there and empty: they limit nothing, but are among the signed bytes. */
    private static final String EMPTY = "cdg:empty";

    private OdrlRules() {}

    static ObjectNode permission(JsonNode agreement, JsonNode permission) throws OdrlNotExpressible {
        ObjectNode rule = OdrlTerms.JSON.objectNode();
        rule.putObject("target")
                .put("@type", "Asset")
                .put(
                        "uid",
                        OdrlTerms.urn(
                                OdrlTerms.DATASET, permission.path("dataset").asString("")))
                .put("cdg:catalogCode", permission.path("catalog_code").asString(""));
        rule.put("action", OdrlTerms.ACTIONS.toOdrl(permission.path("action").asString("")));
        ArrayNode constraints = rule.putArray("constraint");
        constraints.add(constraint(
                "dateTime",
                "gteq",
                typed("xsd:date", agreement.at("/valid/from").asString(""))));
        constraints.add(constraint(
                "dateTime", "lteq", typed("xsd:date", agreement.at("/valid/to").asString(""))));
        constraints.add(constraint("purpose", "isAnyOf", agreement.path("purpose")));
        constraints.add(constraint("deliveryChannel", "isAnyOf", agreement.path("channels")));
        constraints.add(constraint("version", "isPartOf", permission.path("schema")));
        limits(permission, constraints);
        OdrlDuties.write(permission, rule);
        ArrayNode fields = rule.putArray("cdg:field");
        for (JsonNode field : permission.path("fields")) {
            OdrlTerms.copy(field, fields.addObject(), FIELD);
        }
        OdrlTerms.copy(permission, rule, OF_RULE);
        ArrayNode empty = OdrlTerms.JSON.arrayNode();
        for (Map.Entry<String, JsonNode> member : permission.properties()) {
            if (member.getValue().isContainer() && member.getValue().isEmpty()) {
                empty.add(member.getKey());
            }
        }
        if (!empty.isEmpty()) {
            rule.set(EMPTY, empty);
        }
        return rule;
    }

    private static void limits(JsonNode permission, ArrayNode constraints) {
        for (Member member : SCOPE) {
            JsonNode values = permission.path("scope").path(member.name());
            if (!values.isMissingNode()) {
                constraints.add(constraint(member.term(), "isAnyOf", values));
            }
        }
        for (Member member : QUOTA) {
            JsonNode count = permission.path("quota").path(member.name());
            if (!count.isMissingNode()) {
                constraints.add(constraint("count", "lteq", count).put("unit", member.term()));
            }
        }
        if (permission.has("window")) {
            ObjectNode window = OdrlTerms.JSON.objectNode();
            OdrlTerms.copy(permission.path("window"), window, WINDOW);
            constraints.add(constraint("cdg:window", "isPartOf", window));
        }
        JsonNode ceiling = permission.path("class_ceiling_after_masking");
        if (!ceiling.isMissingNode()) {
            constraints.add(constraint("cdg:classAfterMasking", "lteq", ceiling));
        }
    }

    /** @param agreement gets what the constraints say of all of it */
    static ObjectNode permissionOf(JsonNode rule, ObjectNode agreement) throws OdrlNotExpressible {
        agreement
                .withObject("/valid")
                .put("from", right(rule, "dateTime", "gteq").path("@value").asString(""))
                .put("to", right(rule, "dateTime", "lteq").path("@value").asString(""));
        agreement.set("purpose", right(rule, "purpose", "isAnyOf"));
        agreement.set("channels", right(rule, "deliveryChannel", "isAnyOf"));
        ObjectNode permission = OdrlTerms.JSON.objectNode();
        permission
                .put(
                        "dataset",
                        OdrlTerms.textOf(
                                OdrlTerms.DATASET, rule.at("/target/uid").asString("")))
                .put("catalog_code", rule.at("/target/cdg:catalogCode").asString(""))
                .put("action", OdrlTerms.ACTIONS.toAgreement(rule.path("action").asString("")))
                .set("schema", right(rule, "version", "isPartOf"));
        ArrayNode fields = permission.putArray("fields");
        for (JsonNode field : OdrlTerms.array(rule, "cdg:field")) {
            OdrlTerms.copyBack(field, fields.addObject(), FIELD);
        }
        OdrlTerms.copyBack(rule, permission, OF_RULE);
        readLimits(rule, permission);
        OdrlDuties.read(rule, permission);
        for (JsonNode empty : OdrlTerms.array(rule, EMPTY)) {
            boolean list = empty.asString("").startsWith("duties_");
            permission.set(empty.asString(""), list ? OdrlTerms.JSON.arrayNode() : OdrlTerms.JSON.objectNode());
        }
        return permission;
    }

    private static void readLimits(JsonNode rule, ObjectNode permission) {
        for (Member member : SCOPE) {
            JsonNode values = right(rule, member.term(), "isAnyOf");
            if (!values.isMissingNode()) {
                permission.withObject("/scope").set(member.name(), values);
            }
        }
        for (JsonNode each : OdrlTerms.array(rule, "constraint")) {
            for (Member member : QUOTA) {
                if (each.path("unit").asString("").equals(member.term())) {
                    permission.withObject("/quota").set(member.name(), each.path("rightOperand"));
                }
            }
        }
        JsonNode window = right(rule, "cdg:window", "isPartOf");
        if (!window.isMissingNode()) {
            OdrlTerms.copyBack(window, permission.withObject("/window"), WINDOW);
        }
        JsonNode ceiling = right(rule, "cdg:classAfterMasking", "lteq");
        if (!ceiling.isMissingNode()) {
            permission.set("class_ceiling_after_masking", ceiling);
        }
    }

    static ObjectNode prohibition(JsonNode prohibition) throws OdrlNotExpressible {
        ObjectNode rule = OdrlTerms.JSON.objectNode();
        ObjectNode target = rule.putObject("target")
                .put(
                        "uid",
                        prohibition.has("dataset")
                                ? OdrlTerms.urn(
                                        OdrlTerms.DATASET,
                                        prohibition.path("dataset").asString(""))
                                : OdrlTerms.EVERY_DATASET);
        OdrlTerms.copy(prohibition, target, OF_TARGET);
        return rule.put(
                "action",
                prohibition.has("action")
                        ? OdrlTerms.PROHIBITED.toOdrl(prohibition.path("action").asString(""))
                        : OdrlTerms.EVERY_ACTION);
    }

    static ObjectNode prohibitionOf(JsonNode rule) throws OdrlNotExpressible {
        ObjectNode prohibition = OdrlTerms.JSON.objectNode();
        String dataset = rule.at("/target/uid").asString("");
        if (!dataset.equals(OdrlTerms.EVERY_DATASET)) {
            prohibition.put("dataset", OdrlTerms.textOf(OdrlTerms.DATASET, dataset));
        }
        String action = rule.path("action").asString("");
        if (!action.equals(OdrlTerms.EVERY_ACTION)) {
            prohibition.put("action", OdrlTerms.PROHIBITED.toAgreement(action));
        }
        OdrlTerms.copyBack(rule.path("target"), prohibition, OF_TARGET);
        return prohibition;
    }
}
