package org.shuqiao.routes.agreements;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words of both forms. ODRL's own are used where they mean the same; those that begin with {@code cdg:} belong to the profile
 * {@value #PROFILE} ({@code docs/formats.md}).
 */
final class OdrlTerms {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final String CONTEXT = "http://www.w3.org/ns/odrl.jsonld";
    static final String PROFILE = "urn:shuqiao:odrl:cdg-1";
    static final String NAMESPACE = PROFILE + "#";
    static final String POLICY = "urn:shuqiao:agreement:";
    static final String DATASET = "urn:shuqiao:dataset:";
    static final String PARTY = "urn:shuqiao:usci:";

    /** A prohibition without a dataset or without an action is of everything. */
    static final String EVERY_DATASET = "cdg:everyDataset";

    static final String EVERY_ACTION = "use";

    static final OneToOne ACTIONS = new OneToOne(
            Map.of("push", "cdg:push", "display", "display", "aggregate", "aggregate", "store", "archive"));

    static final OneToOne PROHIBITED = new OneToOne(Map.of(
            "redistribute",
            "distribute",
            "reidentify",
            "cdg:reidentify",
            "train_model",
            "cdg:trainModel",
            "commercial",
            "cc:CommercialUse",
            "export_abroad",
            "cdg:exportAbroad"));

    /** Duties without a number. */
    static final OneToOne DUTIES = new OneToOne(Map.of(
            "mask",
            "cdg:mask",
            "encrypt_sm4",
            "cdg:encryptSm4",
            "sign_sm2",
            "cdg:signSm2",
            "watermark",
            "watermark",
            "human_approval",
            "cdg:obtainApproval",
            "log",
            "cdg:log",
            "notify",
            "inform"));

    private OdrlTerms() {}

    /** Words of the agreement and those of ODRL. */
    record OneToOne(Map<String, String> odrl) {
        String toOdrl(String word) throws OdrlNotExpressible {
            return found(odrl.get(word));
        }

        String toAgreement(String term) throws OdrlNotExpressible {
            for (Map.Entry<String, String> pair : odrl.entrySet()) {
                if (pair.getValue().equals(term)) {
                    return pair.getKey();
                }
            }
            return found(null);
        }

        private static String found(@Nullable String word) throws OdrlNotExpressible {
            if (word == null) {
                throw new OdrlNotExpressible("an action or a duty has no counterpart");
            }
            return word;
        }
    }

    /** Any text as the end of a URN. */
    static String urn(String prefix, String text) {
        return prefix + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String textOf(String prefix, String urn) throws OdrlNotExpressible {
        try {
            if (urn.startsWith(prefix)) {
                return URLDecoder.decode(urn.substring(prefix.length()), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException malformed) { // dropped on purpose: it quotes the text
            throw new OdrlNotExpressible("a URN cannot be read");
        }
        throw new OdrlNotExpressible("there is no URN of the form " + prefix + "…");
    }

    /** A member of the agreement, and its counterpart. */
    record Member(String name, String term) {}

    /** Copies members under other names, as they are. */
    static void copy(JsonNode from, ObjectNode to, List<Member> members) {
        for (Member member : members) {
            if (from.has(member.name())) {
                to.set(member.term(), from.path(member.name()));
            }
        }
    }

    /** The other way round. */
    static void copyBack(JsonNode from, ObjectNode to, List<Member> members) {
        for (Member member : members) {
            if (from.has(member.term())) {
                to.set(member.name(), from.path(member.term()));
            }
        }
    }

    static ObjectNode constraint(String left, String operator, JsonNode right) {
        return JSON.objectNode()
                .put("leftOperand", left)
                .put("operator", operator)
                .set("rightOperand", right);
    }

    static ObjectNode typed(String type, String value) {
        return JSON.objectNode().put("@type", type).put("@value", value);
    }

    /** The right operand of the constraint with this left operand and this operator; missing where there is none. */
    static JsonNode right(JsonNode rule, String left, String operator) {
        for (JsonNode constraint : rule.path("constraint")) {
            if (constraint.path("leftOperand").asString("").equals(left)
                    && constraint.path("operator").asString("").equals(operator)) {
                return constraint.path("rightOperand");
            }
        }
        return JSON.missingNode();
    }

    /** Whether both say the same: constraints of one rule have no order, and neither have members. */
    static boolean isSame(JsonNode one, JsonNode other) {
        return Arrays.equals(CanonicalJson.bytes(sorted(one)), CanonicalJson.bytes(sorted(other)));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), sorted(member.getValue())));
            if (object.path("constraint") instanceof ArrayNode constraints) {
                copy.putArray("constraint")
                        .addAll(constraints
                                .valueStream()
                                .sorted(Comparator.comparing(
                                        each -> new String(CanonicalJson.bytes(each), StandardCharsets.UTF_8)))
                                .toList());
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            return JSON.arrayNode()
                    .addAll(array.valueStream().map(OdrlTerms::sorted).toList());
        }
        return node;
    }

    static ArrayNode array(JsonNode rule, String member) {
        return rule.path(member) instanceof ArrayNode array ? array : JSON.arrayNode();
    }
}
