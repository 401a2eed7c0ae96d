package org.shuqiao.simulators;

/** Why a time stamp is not given: PKIFailureInfo of RFC 3161, 2.4.2. */
enum TimestampFailure {
    BAD_ALG(0),
    BAD_REQUEST(2),
    BAD_DATA_FORMAT(5),
    UNACCEPTED_POLICY(15),
    UNACCEPTED_EXTENSION(16);

    private final int bit;

    TimestampFailure(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
