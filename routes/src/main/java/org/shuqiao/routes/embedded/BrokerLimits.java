package org.shuqiao.routes.embedded;

import java.time.Duration;

/**
 * The limits of the embedded broker.
 *
 * @param maxDeliveryAttempts after which a message goes to the dead-letter address
 * @param firstRedeliveryDelay doubled with each attempt
 * @param maxRedeliveryDelay where the doubling ends
 * @param addressMemoryBytes what one address holds in memory before it goes on in page files
 * @param totalMemoryBytes the same for all addresses together
 * @param minFreeDiskBytes below which the broker takes no more messages, so that its journal never meets a full disk
 */
record BrokerLimits(
        int maxDeliveryAttempts,
        Duration firstRedeliveryDelay,
        Duration maxRedeliveryDelay,
        long addressMemoryBytes,
        long totalMemoryBytes,
        long minFreeDiskBytes) {

    /** Ten attempts within two minutes: a short outage of the database does not fill the dead-letter queue. */
    static BrokerLimits standard() {
        return new BrokerLimits(10, Duration.ofMillis(250), Duration.ofSeconds(30), 16L << 20, 64L << 20, 512L << 20);
    }
}
