package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Reports, by the day on which they were handed in or published. */
final class ReportCount implements Count {
    private final DerivedRule rule;
    private final Days days;
    private final Switches switches;
    private long reports;

    ReportCount(DerivedRule rule, Days days, Switches switches) {
        this.rule = rule;
        this.days = days;
        this.switches = switches;
    }

    @Override
    public boolean add(String dataset, JsonNode report) {
        boolean counts = rule.names(report.path("kind"), switches) && days.contain(report.path("reported_on"));
        reports += counts ? 1 : 0;
        return counts;
    }

    @Override
    public BigDecimal value() {
        return BigDecimal.valueOf(reports);
    }
}
