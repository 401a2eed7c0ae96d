package org.shuqiao.gateway.cli;

import java.io.IOException;

/** Two security officers of a demo: one brings agreements, the other puts them in force. Neither could do both. */
public final class DemoOfficers {
    static final String ONE = "演示安全员甲";
    static final String OTHER = "演示安全员乙";
    private static final String ROLE = "OFFICER";
    private static final String LABEL = "demo";

    private final ApiClient one;
    private final ApiClient other;

    private DemoOfficers(ApiClient one, ApiClient other) {
        this.one = one;
        this.other = other;
    }

    /**
     * Issues a key to each; again for the same two persons on every call.
     *
     * @param admin a client with an {@code ADMIN} key
     */
    public static DemoOfficers appoint(ApiClient admin) throws IOException, InterruptedException {
        return new DemoOfficers(
                admin.withKey(admin.issueKey(ROLE, LABEL, ONE).apiKey()),
                admin.withKey(admin.issueKey(ROLE, LABEL, OTHER).apiKey()));
    }

    ApiClient one() {
        return one;
    }

    ApiClient other() {
        return other;
    }

    /** Brings an agreement that both parties have signed, and puts it in force. */
    public void putInForce(byte[] signed) throws IOException, InterruptedException {
        AgreementSummary brought = one.importAgreement(signed);
        activate(brought);
    }

    /** Puts in force what has been brought. */
    void activate(AgreementSummary brought) throws IOException, InterruptedException {
        other.activateAgreement(brought.id(), brought.version());
    }
}
