package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code capability-center-returns}: makes the simulated platform send something to centers, or lay it ready for
 * whoever asks. The platform itself has no such interface.
 */
final class ReturnControl implements ResponseDefinitionTransformerV2 {
    static final String NAME = "capability-center-returns";

    private static final String PUSH = "/__sim/capability-center/returns";

    private final ReturnSigner signer;
    private final ReturnPush push;
    private final ReturnQueue queue;
    private final StrictJson json;
    private final Clock clock;

    ReturnControl(ReturnSigner signer, ReturnPush push, ReturnQueue queue, StrictJson json, Clock clock) {
        this.signer = signer;
        this.push = push;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent call) {
        byte[] body = call.getRequest().getBody() == null
                ? new byte[0]
                : call.getRequest().getBody();
        Optional<ObjectNode> answer = json.object(body)
                .flatMap(command -> RequestPath.of(call.getRequest()).equals(PUSH) ? send(command) : lay(command));
        return new ResponseDefinitionBuilder()
                .withStatus(answer.isPresent() ? 200 : 400)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(json.bytes(answer.orElseGet(() -> json.newObject().put("message", "not such a command"))))
                .build();
    }

    private Optional<ObjectNode> send(ObjectNode command) {
        String batchId = command.path("batchId").asText("");
        ReturnedBatch batch =
                batch(command, batchId.isEmpty() ? UUID.randomUUID().toString() : batchId);
        if (batch == null || !command.path("gateway").asText("").startsWith("http")) {
            return Optional.empty();
        }
        try {
            return Optional.of(push.send(URI.create(command.path("gateway").asText()), batch, clock.instant()));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> lay(ObjectNode command) {
        Map<Long, ReturnedBatch> batches = new TreeMap<>();
        long next = queue.nextPlace();
        for (JsonNode each : command.path("batches")) {
            long seq = each.path("seq").asLong(next);
            String batchId = each.path("batchId").asText("poll-" + seq);
            ReturnedBatch batch = batch(each, batchId);
            if (batch == null) {
                return Optional.empty();
            }
            batches.put(seq, batch);
            next = seq + 1;
        }
        queue.replace(batches);
        return Optional.of(json.newObject().put("batches", batches.size()));
    }

    /** Null for a command that is none. */
    private @Nullable ReturnedBatch batch(JsonNode command, String batchId) {
        String dataset = command.path("dataset").asText("");
        if (dataset.isEmpty() || !command.path("rows").isArray()) {
            return null;
        }
        try {
            ReturnSigner.Tamper tamper = ReturnSigner.Tamper.valueOf(
                    command.path("tamper").asText("NONE").toUpperCase(Locale.ROOT));
            return signer.sign(dataset, batchId, command.path("rows"), tamper, clock.instant());
        } catch (IllegalArgumentException unknownTamper) {
            return null;
        }
    }
}
