package org.shuqiao.simulators;

/** Names of the headers of families whose calls name a requester and a service. */
record RequesterHeaders(String requester, String service, String timestamp, String signature) {
    static final RequesterHeaders NATIONAL =
            new RequesterHeaders("gjgxjhpt_rid", "gjgxjhpt_sid", "gjgxjhpt_rtime", "gjgxjhpt_sign");
    static final RequesterHeaders JIANGXI =
            new RequesterHeaders("X-Requester-Id", "X-Service-Id", "X-Request-Time", "X-Request-Sign");
}
