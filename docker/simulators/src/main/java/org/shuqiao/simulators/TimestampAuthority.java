package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** A time-stamp authority of RFC 3161: answers a TimeStampReq with a TimeStampResp. Thread-safe. */
final class TimestampAuthority {
    /** A policy of nobody: like all of 1.2.3.4 it is for tests, and promises nothing. */
    static final String POLICY = "1.2.3.4.1";

    static final int MAX_QUERY_BYTES = 64 * 1024;

    private static final int SERIAL_BITS = 127;
    private static final int GRANTED = 0;
    private static final int REJECTION = 2;

    /** GeneralizedTime in UTC; DER wants no trailing zeros in the fraction, and no fraction of zero. */
    private static final DateTimeFormatter GENERALIZED = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMddHHmmss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final TimestampSeal seal;
    private final Clock clock;
    private final SecureRandom random;

    TimestampAuthority(TimestampKeys keys, Clock clock, SecureRandom random) {
        this.seal = new TimestampSeal(keys);
        this.clock = clock;
        this.random = random;
    }

    /** The DER TimeStampResp to these bytes: a token, or a rejection that names the failure. */
    byte[] answer(byte[] query) {
        try {
            if (query.length > MAX_QUERY_BYTES) {
                throw new TimestampRefused(TimestampFailure.BAD_DATA_FORMAT);
            }
            TimestampQuery asked = TimestampQuery.parse(query, POLICY);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            byte[] token = seal.token(info(asked, now), now, asked.certificateWanted());
            return DerWriter.sequence(DerWriter.sequence(DerWriter.integer(GRANTED)), token);
        } catch (TimestampRefused e) {
            byte[] failure = DerWriter.namedBit(e.failure().bit());
            return DerWriter.sequence(DerWriter.sequence(DerWriter.integer(REJECTION), failure));
        }
    }

    /** TSTInfo (RFC 3161, 2.4.2): version, policy, imprint, serial number, time, accuracy of one second, nonce. */
    private byte[] info(TimestampQuery asked, Instant now) {
        byte[] time = GENERALIZED.format(now).getBytes(US_ASCII);
        return DerWriter.sequence(
                DerWriter.integer(1),
                DerWriter.objectIdentifier(POLICY),
                asked.messageImprint(),
                DerWriter.integer(new BigInteger(SERIAL_BITS, random)),
                DerWriter.element(DerReader.GENERALIZED_TIME, time),
                DerWriter.sequence(DerWriter.integer(1)),
                asked.nonce());
    }
}
