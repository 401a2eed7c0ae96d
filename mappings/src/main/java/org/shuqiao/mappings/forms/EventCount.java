package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Activities that were held, or the people in them, by the day on which they ended. */
final class EventCount implements Count {
    private final DerivedRule rule;
    private final Days days;
    private final Switches switches;
    private long value;

    EventCount(DerivedRule rule, Days days, Switches switches) {
        this.rule = rule;
        this.days = days;
        this.switches = switches;
    }

    @Override
    public boolean add(String dataset, JsonNode activity) {
        if (!isHeld(activity, days)
                || !rule.names(activity.path("type"), switches)
                || (rule.chainWide() && !activity.path("chain_wide").asBoolean(false))
                || activity.path("continuous_days").asDecimal(BigDecimal.ZERO).compareTo(rule.leastDays()) < 0
                || activity.path("attendees").asLong(0) < rule.leastAttendees()) {
            return false;
        }
        value += weight(activity);
        return true;
    }

    private long weight(JsonNode activity) {
        boolean attendees = rule.kind() == DerivedRule.Kind.PEOPLE && switches.people() == Switches.People.ATTENDEES;
        return rule.kind() == DerivedRule.Kind.EVENTS
                ? 1
                : activity.path(attendees ? "attendees" : "person_times").asLong(0);
    }

    /** What is planned or was cancelled counts nowhere. */
    static boolean isHeld(JsonNode activity, Days days) {
        return activity.path("status").asString("").equals("held") && days.contain(activity.path("end"));
    }

    @Override
    public BigDecimal value() {
        return BigDecimal.valueOf(value);
    }
}
