package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose calls carry one payload and our statement in headers: it checks who calls, then the statement, stores the payload once
 * for each idempotency key, and signs what it stored. Thread-safe.
 */
final class ReferencePlatform implements AutoCloseable {
    private final String id;
    private final Set<String> resources;
    private final AnswerCodes codes;
    private final CallCheck calls;
    private final StatementCheck statements;
    private final ReceiptIssuer receipts;
    private final @Nullable Settlement settlement;
    private final Kona kona;
    private final StrictJson json;
    private final Clock clock;
    private final Effects effects = new Effects();

    /**
     * @param settlement the second stage; null where the first receipt is the last
     */
    ReferencePlatform(
            String id,
            Set<String> resources,
            AnswerCodes codes,
            CallCheck calls,
            StatementCheck statements,
            ReceiptIssuer receipts,
            @Nullable Settlement settlement,
            Kona kona,
            StrictJson json,
            Clock clock) {
        this.id = id;
        this.resources = Set.copyOf(resources);
        this.codes = codes;
        this.calls = calls;
        this.statements = statements;
        this.receipts = receipts;
        this.settlement = settlement;
        this.kona = kona;
        this.json = json;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    AnswerCodes codes() {
        return codes;
    }

    Effects effects() {
        return effects;
    }

    ReceiptIssuer receipts() {
        return receipts;
    }

    /** Receives one call; a call that is not refused has an effect, its own or that of the first with its key. */
    Effects.Recorded receive(Request call) throws CallRefused {
        Instant now = clock.instant();
        String resource = calls.requireAuthentic(call, now);
        byte[] payload = call.getBody() == null ? new byte[0] : call.getBody();
        String payloadHash = kona.sm3Hex(payload);
        String key = statements.requireValid(call, payloadHash, now);
        CallCheck.require(resources.contains(resource), Refusal.UNKNOWN_RESOURCE);
        CallCheck.require(json.object(payload).isPresent(), Refusal.MALFORMED_PAYLOAD);
        String stage = settlement == null ? "STORED" : "ACCEPTED";
        Effects.Recorded recorded = effects.record(
                key, () -> new Effect(key, resource, receipts.issue(key, payloadHash, stage, now), payload));
        CallCheck.require(recorded.effect().receipt().payloadHash().equals(payloadHash), Refusal.KEY_REUSED);
        if (settlement != null && recorded.first()) {
            settlement.follow(List.of(recorded.effect()));
        } else if (settlement != null) {
            settlement.repeat(recorded.effect());
        }
        return recorded;
    }

    @Override
    public void close() {
        if (settlement != null) {
            settlement.close();
        }
    }
}
