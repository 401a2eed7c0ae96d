package org.shuqiao.mappings;

import tools.jackson.databind.JsonNode;

/** Scalars as text, one text for one value: 3, 3.0 and 3e0 are the same level and the same code. */
public final class Scalars {

    private Scalars() {}

    public static String text(JsonNode scalar) {
        return scalar.isNumber() && !scalar.isIntegralNumber()
                ? scalar.decimalValue().stripTrailingZeros().toPlainString()
                : scalar.asString();
    }
}
