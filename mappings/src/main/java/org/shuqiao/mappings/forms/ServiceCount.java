package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Services to enterprises, or the enterprises that got one. Those in an activity are counted there; of the list of an enterprise only
 * those that name no activity, or they would count twice.
 */
final class ServiceCount implements Count {
    private final DerivedRule rule;
    private final Days days;
    private final Switches switches;
    private final Set<String> enterprises = new HashSet<>();
    private long services;

    ServiceCount(DerivedRule rule, Days days, Switches switches) {
        this.rule = rule;
        this.days = days;
        this.switches = switches;
    }

    @Override
    public boolean add(String dataset, JsonNode record) {
        long before = services;
        if (dataset.equals("activity")) {
            if (EventCount.isHeld(record, days)) {
                for (JsonNode served : record.path("served")) {
                    add(record, served.path("region"), served.path("usci"), served.path("service_kind"));
                }
            }
        } else {
            for (JsonNode service : record.path("services")) {
                if (!service.has("activity_id") && days.contain(service.path("served_on"))) {
                    add(record, record.path("enterprise_region"), record.path("usci"), service.path("service_kind"));
                }
            }
        }
        return services > before;
    }

    private void add(JsonNode record, JsonNode region, JsonNode usci, JsonNode kind) {
        if (rule.names(kind, switches) && rule.isLocal(record.path("region"), region, switches)) {
            services++;
            enterprises.add(usci.asString(""));
        }
    }

    @Override
    public BigDecimal value() {
        return BigDecimal.valueOf(rule.kind() == DerivedRule.Kind.SERVICES ? services : enterprises.size());
    }
}
