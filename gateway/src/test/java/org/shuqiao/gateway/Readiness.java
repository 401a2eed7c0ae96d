package org.shuqiao.gateway;

import tools.jackson.databind.JsonNode;

/** What the gateway says of itself in one report. */
record Readiness(int status, JsonNode details) {

    static Readiness of(GatewayUnderTest gateway) {
        Answer answer = gateway.anonymous().get("/actuator/health/readiness");
        return new Readiness(answer.status(), answer.json().at("/components/journeys/details"));
    }

    boolean can(String what) {
        return details.at("/can/" + what).booleanValue();
    }

    /** Why nothing leaves, or that everything may. */
    String departures() {
        JsonNode departures = details.path("departures");
        return departures.path("reason").asString(departures.asString("?"));
    }
}
