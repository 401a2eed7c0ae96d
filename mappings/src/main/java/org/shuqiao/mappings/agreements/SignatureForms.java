package org.shuqiao.mappings.agreements;

import java.util.List;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;

/** Which members a signature of each kind has: all of its own, none of the other's. */
final class SignatureForms {
    private static final List<String> OF_SM2 = List.of("certificate", "signature");
    private static final List<String> OF_PAPER = List.of("scan", "signed_on", "attested");

    private SignatureForms() {}

    static void check(JsonNode agreement, ViolationList violations) {
        AgreementProfile.each(agreement.path("signatures"), i -> "/signatures/" + i, (pointer, signature) -> {
            switch (signature.path("kind").asString("")) {
                case "sm2" -> form(pointer, signature, OF_SM2, OF_PAPER, violations);
                case "paper" -> form(pointer, signature, OF_PAPER, OF_SM2, violations);
                default -> {} // the schema has said so
            }
            JsonNode day = signature.path("signed_on");
            if (day.isString() && !CalendarText.isDate(day.stringValue())) {
                violations.add(pointer + "/signed_on", "DATE_FORM");
            }
        });
    }

    private static void form(
            String pointer, JsonNode signature, List<String> own, List<String> others, ViolationList violations) {
        for (String member : own) {
            if (!signature.has(member)) {
                violations.add(pointer + "/" + member, "REQUIRED");
            }
        }
        for (String member : others) {
            if (signature.has(member)) {
                violations.add(pointer + "/" + member, "UNKNOWN_KEY");
            }
        }
    }
}
