package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.Switches.Local;
import tools.jackson.databind.JsonNode;

/**
 * How one indicator of a form follows from the records that a center hands in.
 *
 * @param named types of activities, kinds of services or of reports, or grades of titles that count
 * @param open whether the source ends its list with “等”
 * @param leastDays of an activity without a break
 * @param chainWide whether only what is for a whole industry chain counts
 * @param local whether only enterprises of the place count, and what the place is; null where all do
 * @param zh the formula in words
 */
public record DerivedRule(
        Indicator indicator,
        Kind kind,
        Set<String> named,
        boolean open,
        BigDecimal leastDays,
        int leastAttendees,
        boolean chainWide,
        @Nullable Local local,
        String zh,
        String en) {
    private static final Set<String> MEMBERS = Set.of(
            "indicator", "count", "named", "open", "leastDays", "leastAttendees", "chainWide", "local", "zh", "en");

    /** What is counted, and in which datasets. */
    public enum Kind {
        EVENTS("activity"),
        PERSON_TIMES("activity"),
        /** Person-times, or the people of each event, see {@link Switches#people}. */
        PEOPLE("activity"),
        /** Each service to each enterprise. */
        SERVICES("activity", "served_enterprise"),
        /** Each enterprise once. */
        ENTERPRISES("activity", "served_enterprise"),
        EXPERTS("expert"),
        REPORTS("report_ref");

        @SuppressWarnings("ImmutableEnumChecker") // List.of is.
        private final List<String> datasets;

        Kind(String... datasets) {
            this.datasets = List.of(datasets);
        }

        List<String> datasets() {
            return datasets;
        }
    }

    /** @throws IllegalStateException for a rule that contradicts its form: a fault of the build */
    static DerivedRule read(Form form, JsonNode json) {
        Set<String> unknown = new HashSet<>(json.propertyNames());
        unknown.removeAll(MEMBERS);
        Indicator indicator = form.indicators().get(json.required("indicator").stringValue());
        if (indicator == null || !unknown.isEmpty()) {
            throw new IllegalStateException(
                    "a rule of form " + form.id() + " is of no indicator, or has unknown members");
        }
        Set<String> named = new HashSet<>();
        json.path("named").forEach(one -> named.add(one.stringValue()));
        return new DerivedRule(
                indicator,
                Kind.valueOf(json.required("count").stringValue().toUpperCase(Locale.ROOT)),
                Set.copyOf(named),
                json.path("open").asBoolean(false),
                json.path("leastDays").asDecimal(BigDecimal.ZERO),
                json.path("leastAttendees").asInt(0),
                json.path("chainWide").asBoolean(false),
                json.has("local")
                        ? Local.valueOf(json.path("local").stringValue().toUpperCase(Locale.ROOT))
                        : null,
                json.required("zh").stringValue(),
                json.required("en").stringValue());
    }

    /** The count of one derivation. */
    Count count(Days days, Switches switches) {
        return switch (kind) {
            case EVENTS, PERSON_TIMES, PEOPLE -> new EventCount(this, days, switches);
            case SERVICES, ENTERPRISES -> new ServiceCount(this, days, switches);
            case EXPERTS -> new ExpertCount(this, days, switches);
            case REPORTS -> new ReportCount(this, days, switches);
        };
    }

    boolean names(JsonNode one, Switches switches) {
        return named.contains(one.asString("")) || (open && switches.kinds() == Switches.Kinds.ALL);
    }

    boolean isLocal(JsonNode center, JsonNode enterprise, Switches switches) {
        Local asked = local != null && switches.local() != null ? switches.local() : local;
        return asked == null || asked.isLocal(center.asString(""), enterprise.asString(""));
    }
}
