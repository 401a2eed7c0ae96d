package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.JsonNode;

/**
 * Reads members of an agreement; {@link FailureCode#AGREEMENT_INVALID} for what is missing or of another type. Texts are interned: ten
 * thousand agreements say mostly the same, and what a decision reads of one is then in the processor's cache from another.
 */
final class AgreementJson {
    private AgreementJson() {}

    static Set<String> texts(JsonNode array, String pointer) {
        List<String> texts = list(array);
        if (texts == null) {
            throw invalid(pointer, "missing");
        }
        return Set.copyOf(new LinkedHashSet<>(texts));
    }

    static @Nullable List<String> list(JsonNode array) {
        if (!array.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString("").intern()));
        return List.copyOf(texts);
    }

    static String text(JsonNode node, String pointer) {
        String text = node.at(pointer).asString("");
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw invalid(pointer, "missing");
        }
        return text.intern();
    }

    static int number(JsonNode node, String pointer) {
        JsonNode number = node.at(pointer);
        if (!number.isInt() || number.intValue() < 1) {
            throw invalid(pointer, "not a positive integer");
        }
        return number.intValue();
    }

    static Failure invalid(String pointer, String why) {
        return new Failure(FailureCode.AGREEMENT_INVALID, Map.of("pointer", pointer, "why", why));
    }
}
