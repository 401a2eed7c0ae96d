package org.shuqiao.mappings.forms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.Indicator.Demand;
import tools.jackson.databind.JsonNode;

/** Reads {@code forms/<id>.json}. A form that contradicts itself is a fault of the build and stops the start. */
final class FormReader {

    private final JsonNode json;
    private final String id;
    private final Set<String> centerTypes = new LinkedHashSet<>();
    private final Map<String, Indicator> indicators = new LinkedHashMap<>();

    private FormReader(JsonNode json) {
        this.json = json;
        this.id = json.required("id").stringValue();
    }

    static Form read(JsonNode json) {
        return new FormReader(json).form();
    }

    private Form form() {
        json.required("centerTypes").forEach(type -> centerTypes.add(type.stringValue()));
        for (JsonNode row : json.required("indicators")) {
            Indicator indicator = indicator(row);
            demand(indicators.put(indicator.id(), indicator) == null, indicator.id() + " twice");
            demand(indicator.row() == indicators.size(), indicator.id() + " in another row");
        }
        for (Indicator indicator : indicators.values()) {
            known(indicator.ratioOf());
            known(indicator.partOf());
        }
        JsonNode years = json.path("yearsBeforeFiling");
        return new Form(
                id,
                json.required("scheme").stringValue(),
                Collections.unmodifiableSet(centerTypes),
                json.required("zh").stringValue(),
                json.required("en").stringValue(),
                json.required("source").stringValue(),
                json.required("evidenceRequired").booleanValue(),
                years.isMissingNode() ? null : years.intValue(),
                Collections.unmodifiableMap(indicators));
    }

    private Indicator indicator(JsonNode row) {
        String unit = row.required("unit").stringValue();
        JsonNode atMost = row.path("atMost");
        return new Indicator(
                row.required("row").intValue(),
                row.required("id").stringValue(),
                row.path("group").asString(null),
                row.required("zh").stringValue(),
                row.required("en").stringValue(),
                unit,
                row.path("keptIn").asString(unit),
                Indicator.Type.valueOf(upper(row, "type")),
                Indicator.Period.valueOf(upper(row, "period")),
                row.path("ratioOf").asString(null),
                row.path("partOf").asString(null),
                atMost.isMissingNode() ? null : atMost.decimalValue(),
                asked(row));
    }

    private static String upper(JsonNode row, String member) {
        return row.required(member).stringValue().toUpperCase(Locale.ROOT);
    }

    /** A row asks what its members by type say; or the same of every type, in its own words or in those of the form. */
    private Map<String, Demand> asked(JsonNode row) {
        Map<String, Demand> asked = new LinkedHashMap<>();
        if (row.has("asked")) {
            row.path("asked").properties().forEach(type -> {
                demand(centerTypes.contains(type.getKey()), "unknown type of center " + type.getKey());
                asked.put(type.getKey(), demand(type.getValue()));
            });
        } else {
            Demand same = demand(row.has("rule") ? row : json);
            (centerTypes.isEmpty() ? Set.of(Form.NO_TYPE) : centerTypes).forEach(type -> asked.put(type, same));
        }
        return Map.copyOf(asked);
    }

    private static Demand demand(JsonNode json) {
        JsonNode atLeast = json.path("atLeast");
        return new Demand(json.required("rule").stringValue(), atLeast.isMissingNode() ? null : atLeast.decimalValue());
    }

    private void known(@Nullable String indicator) {
        demand(indicator == null || indicators.containsKey(indicator), "unknown indicator " + indicator);
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("form " + id + ": " + otherwise);
        }
    }
}
