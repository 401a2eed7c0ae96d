package org.shuqiao.routes.steps;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.shuqiao.certs.time.Timestamp;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRefused;
import org.shuqiao.certs.time.TimestampRequest;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.timestamps.TimestampClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an authority attest when the newest checkpoint was there, and with it every one before. Authorities are asked in order
 * until one gives a stamp that holds; nothing is lost when none does, since the next round asks for all that has come meanwhile.
 */
public final class StampCheckpoint {
    private static final Logger LOG = LoggerFactory.getLogger(StampCheckpoint.class);

    private final CheckpointLedger checkpoints;
    private final List<URI> urls;
    private final TimestampAuthorities authorities;
    private final TimestampClient client = new TimestampClient(Limits.TIMESTAMP_PATIENCE);
    private final Clock clock;
    private final SecureRandom random;

    public StampCheckpoint(
            CheckpointLedger checkpoints,
            List<URI> urls,
            TimestampAuthorities authorities,
            Clock clock,
            SecureRandom random) {
        this.checkpoints = checkpoints;
        this.urls = List.copyOf(urls);
        this.authorities = authorities;
        this.clock = clock;
        this.random = random;
    }

    public void stamp() {
        checkpoints.newest().filter(newest -> newest.timestamp() == null).ifPresent(this::stamp);
    }

    private void stamp(StoredCheckpoint checkpoint) {
        for (URI url : urls) {
            TimestampRequest request = TimestampRequest.of(checkpoint.note(), random);
            try {
                Timestamp stamp = authorities.verify(client.ask(url, request), request);
                checkpoints.stamp(checkpoint.head().size(), url.toString(), stamp.response(), clock.instant());
                return;
            } catch (IOException unanswered) {
                LOG.warn("time-stamp authority {}: {}", url.getHost(), unanswered.getMessage());
            } catch (TimestampRefused refused) {
                LOG.warn("time-stamp authority {}: its stamp does not hold, {}", url.getHost(), refused.reason());
            }
        }
    }
}
