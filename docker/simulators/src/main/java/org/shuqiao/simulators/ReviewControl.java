package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code PLATFORM-reviews}: {@code POST /__sim/PLATFORM/reviews} lets a body that reviews what the platform has received
 * say something of it, in a receipt that the platform signs and brings the way it brings every receipt:
 * {@code {"transfer":KEY,"by":"district","outcome":"forwarded"|"returned"|"accepted","reasons":[…]}}. Whether it is for that body to say is
 * not asked here: that is for the gateway to find out.
 */
final class ReviewControl implements ResponseDefinitionTransformerV2 {
    private static final Map<String, String> STAGES =
            Map.of("forwarded", "ACCEPTED", "returned", "REJECTED", "accepted", "STORED");

    private final String platform;
    private final Effects effects;
    private final ReceiptIssuer receipts;
    private final BiConsumer<Effect, Receipt> bringing;
    private final StrictJson json;
    private final Clock clock;

    /** @param bringing gets a later receipt to the gateway */
    ReviewControl(
            String platform,
            Effects effects,
            ReceiptIssuer receipts,
            BiConsumer<Effect, Receipt> bringing,
            StrictJson json,
            Clock clock) {
        this.platform = platform;
        this.effects = effects;
        this.receipts = receipts;
        this.bringing = bringing;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return platform + "-reviews";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent call) {
        ObjectNode said = json.object(call.getRequest().getBody()).orElseGet(json::newObject);
        String stage = STAGES.get(said.path("outcome").asText());
        if (stage == null || !said.path("by").isTextual()) {
            return new ResponseDefinitionBuilder().withStatus(400).build();
        }
        Optional<Effect> reviewed = effects.find(said.path("transfer").asText());
        if (reviewed.isEmpty()) {
            return ResponseDefinition.notFound();
        }
        Receipt receipt = review(reviewed.get(), stage, said);
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(json.bytes(json.newObject().put("receiptId", receipt.receiptId())))
                .build();
    }

    private Receipt review(Effect effect, String stage, ObjectNode said) {
        ObjectNode more = json.newObject();
        said.retain("by", "outcome", "reasons");
        more.set("review", said);
        Receipt receipt =
                receipts.issue(effect.idempotencyKey(), effect.receipt().payloadHash(), stage, clock.instant(), more);
        effect.add(receipt);
        bringing.accept(effect, receipt);
        return receipt;
    }
}
