package org.shuqiao.mappings;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Terms that profile {@code cdg-1} knows and this gateway does not act on. An agreement that has one is refused: whoever signed it
 * relies on it. A term leaves this list in the change that enforces it.
 */
final class UnsupportedTerms {
    private static final String RULE = "NOT_SUPPORTED";

    /** Done to every transfer, whether or not the agreement says so. */
    private static final Set<String> DUTIES_DONE = Set.of("mask", "sign_sm2", "log");

    private static final List<String> OF_PERMISSIONS =
            List.of("/quota", "/window", "/scope/periods", "/class_ceiling_after_masking");

    void check(ObjectNode agreement, ViolationList violations) {
        if (!agreement.path("direction").asString("").equals("out")) {
            refuse(agreement, "/subject_consent/required", UnsupportedTerms::isTrue, violations);
        }
        refuse(agreement, "/onward/allowed", UnsupportedTerms::isTrue, violations);
        refuse(agreement, "/onward/recipients", UnsupportedTerms::hasElements, violations);
        AgreementProfile.each(
                agreement.path("permission"),
                i -> "/permission/" + i,
                (pointer, permission) -> permission(pointer, permission, violations));
        AgreementProfile.each(agreement.path("signatures"), i -> "/signatures/" + i + "/kind", (pointer, signature) -> {
            if (signature.path("kind").asString("").equals("paper")) {
                violations.add(pointer, RULE);
            }
        });
    }

    private static void permission(String pointer, JsonNode permission, ViolationList violations) {
        for (String term : OF_PERMISSIONS) {
            if (!permission.at(term).isMissingNode()) {
                violations.add(pointer + term, RULE);
            }
        }
        for (String duties : List.of("/duties_pre", "/duties_post")) {
            AgreementProfile.each(permission.at(duties), i -> pointer + duties + "/" + i, (at, duty) -> {
                if (!DUTIES_DONE.contains(duty.asString(""))) {
                    violations.add(at, RULE);
                }
            });
        }
    }

    private static void refuse(
            ObjectNode agreement, String pointer, Predicate<JsonNode> asks, ViolationList violations) {
        JsonNode term = agreement.at(pointer);
        if (!term.isMissingNode() && asks.test(term)) {
            violations.add(pointer, RULE);
        }
    }

    private static boolean isTrue(JsonNode node) {
        return node.asBoolean(false);
    }

    private static boolean hasElements(JsonNode node) {
        return !node.isEmpty();
    }
}
