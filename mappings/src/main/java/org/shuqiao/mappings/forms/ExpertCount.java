package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Experts under contract whose title is high enough and who have guided an enterprise of the place. One record is one expert. */
final class ExpertCount implements Count {
    private final DerivedRule rule;
    private final Days days;
    private final Switches switches;
    private long experts;

    ExpertCount(DerivedRule rule, Days days, Switches switches) {
        this.rule = rule;
        this.days = days;
        this.switches = switches;
    }

    @Override
    public boolean add(String dataset, JsonNode expert) {
        boolean counts = rule.named().contains(expert.path("title_grade").asString(""))
                && days.touch(expert.path("contract_from"), expert.path("contract_to"))
                && expert.path("guidance")
                        .valueStream()
                        .anyMatch(one -> days.contain(one.path("guided_on"))
                                && rule.isLocal(expert.path("region"), one.path("region"), switches));
        experts += counts ? 1 : 0;
        return counts;
    }

    @Override
    public BigDecimal value() {
        return BigDecimal.valueOf(experts);
    }
}
