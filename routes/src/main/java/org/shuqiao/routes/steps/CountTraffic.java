package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.TrafficLedger;

/** Counts the traffic of the newest minutes, and of those in which nobody has counted. */
public final class CountTraffic {
    private final TrafficLedger ledger;

    public CountTraffic(TrafficLedger ledger) {
        this.ledger = ledger;
    }

    public void count() {
        boolean more = true;
        while (more) {
            more = ledger.count();
        }
    }
}
