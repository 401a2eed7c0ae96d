package org.shuqiao.routes.steps;

import java.time.Instant;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.platforms.Sender;

/** A batch that its platform has signed for this dataset. Its content was not looked at. */
public final class AuthenticReturn {
    private final Sender sender;
    private final String dataset;
    private final byte[] body;
    private final byte[] bodyHash;
    private final Instant receivedAt;

    AuthenticReturn(Sender sender, String dataset, byte[] body, byte[] bodyHash, Instant receivedAt) {
        this.sender = sender;
        this.dataset = dataset;
        this.body = body;
        this.bodyHash = bodyHash;
        this.receivedAt = receivedAt;
    }

    String platform() {
        return sender.access().id();
    }

    String endpoint() {
        return sender.access().platform().descriptor().endpointId();
    }

    ReturnDescription returns() {
        return sender.returns();
    }

    String dataset() {
        return dataset;
    }

    byte[] body() {
        return body;
    }

    /** SM3. */
    byte[] bodyHash() {
        return bodyHash;
    }

    Instant receivedAt() {
        return receivedAt;
    }
}
