package org.shuqiao.mappings.masking;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bands that cover all numbers, each including its lower bound. */
public record Ladder(String name, String version, List<Band> bands) {

    /**
     * @param below first number that is no longer in the band; null in the last band
     */
    public record Band(@Nullable BigDecimal below, String code) {}

    static Ladder of(String name, JsonNode json) {
        List<Band> bands = new ArrayList<>();
        for (JsonNode band : json.required("bands")) {
            JsonNode below = band.path("below");
            bands.add(new Band(
                    below.isNumber() ? below.decimalValue() : null,
                    band.required("code").stringValue()));
        }
        for (int i = 0; i < bands.size(); i++) {
            BigDecimal below = bands.get(i).below();
            BigDecimal previous = i == 0 ? null : bands.get(i - 1).below();
            boolean last = i == bands.size() - 1;
            boolean ascending = below == null || previous == null || previous.compareTo(below) < 0;
            if (last != (below == null) || !ascending) {
                throw new IllegalStateException("ladder " + name + " has a gap or an overlap at band " + i);
            }
        }
        return new Ladder(name, json.required("version").stringValue(), List.copyOf(bands));
    }

    /** Where one band ends and the next begins. */
    Set<BigDecimal> bounds() {
        return bands.stream()
                .map(Band::below)
                .filter(Objects::nonNull)
                .map(BigDecimal::stripTrailingZeros)
                .collect(Collectors.toSet());
    }

    String code(BigDecimal number) {
        for (Band band : bands) {
            if (band.below() == null || number.compareTo(band.below()) < 0) {
                return band.code();
            }
        }
        throw new IllegalStateException("ladder " + name + " has no last band");
    }
}
