package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Counts one indicator over the newest versions of a center's records. For one thread. */
sealed interface Count permits EventCount, ServiceCount, ExpertCount, ReportCount {
    /**
     * @param record of one of the datasets that the rule is about; what it lacks does not count
     * @return whether something of it counts
     */
    boolean add(String dataset, JsonNode record);

    BigDecimal value();
}
