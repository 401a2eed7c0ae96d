package org.shuqiao.routes.queues;

import java.util.function.Supplier;

/**
 * The broker of a platform.
 *
 * @param url of Artemis, with what TLS needs in its query
 * @param password may change at any time; never logged
 * @param connectMs how long a connection may take
 * @param callMs how long one call may take
 * @param sends at once, at most
 */
record BrokerAddress(String url, String user, Supplier<byte[]> password, int connectMs, int callMs, int sends) {
    @Override
    public String toString() {
        return "BrokerAddress[" + user + "]";
    }
}
