package org.shuqiao.mappings.agreements;

import java.util.List;
import java.util.Set;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.ViolationList;
import org.shuqiao.mappings.masking.CellRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Terms that profile {@code cdg-1} knows and this gateway does not act on. An agreement that has one is refused: whoever signed it
 * relies on it. A term leaves this list in the change that enforces it.
 */
final class UnsupportedTerms {
    private static final String RULE = "NOT_SUPPORTED";
    private static final String ONWARD = "/onward/allowed";

    /** Done to every transfer, whether or not the agreement says so. */
    private static final Set<String> DUTIES_DONE = Set.of("mask", "sign_sm2", "log");

    /** Kept of what goes out. What comes in is neither encrypted once more, nor marked, nor shown to anybody before. */
    private static final Set<String> DUTIES_OUT = Set.of("encrypt_sm4", "human_approval", "watermark");

    /** Done once it has arrived; the number after the colon is a term of its own. */
    private static final Set<String> DUTIES_AFTER = Set.of("notify", "receipt_within", "delete_after", "report_use");

    /** About the consumer's copy: a take-down holds nothing to delete or to use. */
    private static final Set<String> OF_THE_COPY = Set.of("delete_after", "report_use");

    void check(ObjectNode agreement, ViolationList violations) {
        boolean out = agreement.path("direction").asString("").equals("out");
        if (!out && agreement.at(ONWARD).asBoolean(false)) {
            violations.add(ONWARD, RULE); // What a center passes on goes by ways that this gateway does not see.
        }
        AgreementProfile.each(
                agreement.path("permission"),
                i -> "/permission/" + i,
                (pointer, permission) -> permission(pointer, permission, out, violations));
    }

    private static void permission(String pointer, JsonNode permission, boolean out, ViolationList violations) {
        for (String duties : List.of("/duties_pre", "/duties_post")) {
            AgreementProfile.each(permission.at(duties), i -> pointer + duties + "/" + i, (at, duty) -> {
                String name = duty.asString("");
                if (!DUTIES_DONE.contains(name) && !(out && isKeptOfWhatGoesOut(name, permission))) {
                    violations.add(at, RULE);
                }
            });
        }
    }

    private static boolean isKeptOfWhatGoesOut(String duty, JsonNode permission) {
        String name = duty.split(":", 2)[0];
        boolean takeDown = permission.path("dataset").asString("").equals(Dataset.TAKE_DOWN);
        return DUTIES_OUT.contains(duty)
                || duty.startsWith(CellRule.DUTY)
                || (DUTIES_AFTER.contains(name) && !(takeDown && OF_THE_COPY.contains(name)));
    }
}
