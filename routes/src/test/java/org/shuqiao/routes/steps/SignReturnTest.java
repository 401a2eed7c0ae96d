package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Statement;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.Departures.Watch;

class SignReturnTest {
    private final SecureRandom random = new SecureRandom();
    private final Departures departures = new Departures(Clock.systemUTC(), Set.of(Watch.LOG), Duration.ofMinutes(1));

    /** Of which no key is in force. */
    private static final class NoKey implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            throw new KeyUnavailable("statement");
        }

        @Override
        public CertificateChain chain() {
            throw new KeyUnavailable("statement");
        }
    }

    private Failure refusal() {
        SignReturn step = new SignReturn(
                new NoKey(),
                "gateway-1",
                new Statement.Mapping("masking", "0".repeat(64)),
                departures,
                new Uuid7(Clock.systemUTC(), random),
                Clock.systemUTC(),
                random);
        ReturnedBatch<ReturnedRow.Masked> batch = new ReturnedBatch<>(null, UUID.randomUUID(), "b", List.of());
        return catchThrowableOfType(Failure.class, () -> step.sign(batch));
    }

    @Test
    void takesNothingWhileTheLogWasNotLookedAt() {
        assertThat(refusal().code()).isEqualTo(FailureCode.HELD);
        assertThat(refusal().facts()).containsEntry("reason", "LOG_UNCHECKED").containsKey("retryAfterSeconds");
    }

    @Test
    void takesNothingWhileThereIsNoKey() {
        departures.clear(Watch.LOG);

        assertThat(refusal().code()).isEqualTo(FailureCode.HELD);
        assertThat(refusal().facts()).containsEntry("reason", "KEY_UNAVAILABLE");
        assertThat(departures.hold()).isEmpty();
    }
}
