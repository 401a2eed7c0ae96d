package org.shuqiao.mappings;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Units of measure that are multiples of each other, from {@code units.json}. Units that count different things have no factor: 千人 is a
 * thousand 人 and never a number of 人次.
 */
public final class Units {

    private final Map<String, Map<String, BigDecimal>> factors = new HashMap<>();

    private Units() {}

    public static Units load() {
        Units loaded = new Units();
        for (JsonNode unit : Resources.json("units.json")) {
            loaded.factors
                    .computeIfAbsent(unit.required("unit").stringValue(), from -> new HashMap<>())
                    .put(
                            unit.required("of").stringValue(),
                            unit.required("factor").decimalValue());
        }
        return loaded;
    }

    /** The number in the other unit, exactly; null where one unit is no multiple of the other. */
    public @Nullable BigDecimal convert(BigDecimal number, String from, String to) {
        BigDecimal factor = factor(from, to);
        return factor == null ? null : number.multiply(factor);
    }

    /** What a number in one unit is multiplied with to be one in the other; null where neither is a multiple of the other. */
    public @Nullable BigDecimal factor(String from, String to) {
        if (from.equals(to)) {
            return BigDecimal.ONE;
        }
        BigDecimal factor = factors.getOrDefault(from, Map.of()).get(to);
        if (factor != null) {
            return factor;
        }
        BigDecimal inverse = factors.getOrDefault(to, Map.of()).get(from);
        // All are powers of ten, so this ends.
        return inverse == null ? null : BigDecimal.ONE.divide(inverse).stripTrailingZeros();
    }

    /** Whether a number is another one to so many decimals, whichever way a half was rounded. */
    public static boolean isRounded(BigDecimal number, BigDecimal exact, int decimals) {
        BigDecimal half = BigDecimal.valueOf(5, decimals + 1);
        return number.subtract(exact).abs().compareTo(half) <= 0;
    }
}
