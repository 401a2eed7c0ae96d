package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long, and how often, a transfer that was surely not taken is sent again. */
@FunctionalInterface
public interface ResendBudget {

    /** @return how long it rests before; empty where it is not sent again */
    Optional<Duration> rest(int sends, Instant createdAt);
}
