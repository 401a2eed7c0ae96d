package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code capability-center-control}: what the simulated platform did, and how it goes on, for people
 * and tests. The platform itself has no such interface.
 */
final class CapabilityControl implements ResponseDefinitionTransformerV2 {
    static final String NAME = "capability-center-control";

    private static final String ROOT = "/__sim/capability-center/";
    private static final String SETTINGS = ROOT + "settings";
    private static final String EFFECTS = ROOT + "effects";
    private static final String PAYLOAD = "/payload";

    private final Effects effects;
    private final ReceiptIssuer receipts;
    private final Settlement settlement;
    private final StrictJson json;

    CapabilityControl(CapabilityPlatform platform, StrictJson json) {
        this.effects = platform.effects();
        this.receipts = platform.receipts();
        this.settlement = platform.settlement();
        this.json = json;
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
        String path = RequestPath.of(call.getRequest());
        if (path.equals(SETTINGS)) {
            return settings(call.getRequest());
        }
        if (path.equals(ROOT + "receipts")) {
            return answer(200, PlatformControl.told(receipts, call.getRequest(), json));
        }
        if (path.equals(EFFECTS)) {
            return answer(200, list());
        }
        String key = path.substring(EFFECTS.length() + 1, path.length() - PAYLOAD.length());
        return effects.find(URLDecoder.decode(key, UTF_8))
                .map(effect -> answer(200, effect.payload()))
                .orElseGet(ResponseDefinition::notFound);
    }

    private ResponseDefinition settings(Request call) {
        if (call.getMethod().equals(RequestMethod.PUT)) {
            SettlementSettings changed =
                    json.object(call.getBody()).flatMap(SettlementSettings::of).orElse(null);
            if (changed == null) {
                return answer(400, "{\"message\":\"not such settings\"}".getBytes(UTF_8));
            }
            settlement.change(changed);
        }
        return answer(200, json.bytes(settlement.settings().into(json.newObject())));
    }

    private byte[] list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Effect effect : effects.all()) {
            ObjectNode entry = list.addObject()
                    .put("rowKey", effect.idempotencyKey())
                    .put("resource", effect.resource())
                    .put("payloadHash", effect.receipt().payloadHash())
                    .put("stage", effect.stage())
                    .put("receivedAt", effect.receipt().receivedAt())
                    .put("calls", effect.calls());
            ArrayNode receiptIds = entry.putArray("receiptIds");
            effect.receipts().forEach(receipt -> receiptIds.add(receipt.receiptId()));
        }
        return json.bytes(list);
    }

    private static ResponseDefinition answer(int status, byte[] body) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(body)
                .build();
    }
}
