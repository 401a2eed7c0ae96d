package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code PLATFORM-control}: what the simulated platform did, and how it goes on, for people and tests. The platform
 * itself has no such interface.
 */
final class PlatformControl implements ResponseDefinitionTransformerV2 {
    static final String IDEMPOTENCY_KEY = "idempotencyKey";
    static final String ROW_KEY = "rowKey";
    private static final String PAYLOAD = "/payload";

    private final String platform;
    private final String root;
    private final String keyMember;
    private final Effects effects;
    private final ReceiptIssuer receipts;
    private final @Nullable Settlement settlement;
    private final StrictJson json;

    /**
     * @param keyMember as what the platform speaks of a transfer's key
     * @param settlement the second stage; null where there is none
     */
    PlatformControl(
            String platform,
            String keyMember,
            Effects effects,
            ReceiptIssuer receipts,
            @Nullable Settlement settlement,
            StrictJson json) {
        this.platform = platform;
        this.root = "/__sim/" + platform + "/";
        this.keyMember = keyMember;
        this.effects = effects;
        this.receipts = receipts;
        this.settlement = settlement;
        this.json = json;
    }

    @Override
    public String getName() {
        return platform + "-control";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent call) {
        String path = RequestPath.of(call.getRequest());
        if (path.equals(root + "settings")) {
            return settlement == null ? ResponseDefinition.notFound() : settings(settlement, call.getRequest());
        }
        if (path.equals(root + "receipts")) {
            return answer(200, told(receipts, call.getRequest(), json));
        }
        String list = root + "effects";
        if (path.equals(list)) {
            return answer(200, list());
        }
        if (!path.startsWith(list + "/") || !path.endsWith(PAYLOAD)) {
            return ResponseDefinition.notFound();
        }
        String key = path.substring(list.length() + 1, path.length() - PAYLOAD.length());
        return effects.find(URLDecoder.decode(key, UTF_8))
                .map(effect -> answer(200, effect.payload()))
                .orElseGet(ResponseDefinition::notFound);
    }

    /** Whether what it tells are forged receipts, after it has been told to where it was. */
    private static byte[] told(ReceiptIssuer receipts, Request call, StrictJson json) {
        if (call.getMethod().equals(RequestMethod.PUT)) {
            receipts.forge(json.object(call.getBody())
                    .map(wanted -> wanted.path("forged").asBoolean(false))
                    .orElse(false));
        }
        return json.bytes(json.newObject().put("forged", receipts.isForging()));
    }

    private ResponseDefinition settings(Settlement second, Request call) {
        if (call.getMethod().equals(RequestMethod.PUT)) {
            SettlementSettings changed =
                    json.object(call.getBody()).flatMap(SettlementSettings::of).orElse(null);
            if (changed == null) {
                return answer(400, "{\"message\":\"not such settings\"}".getBytes(UTF_8));
            }
            second.change(changed);
        }
        return answer(200, json.bytes(second.settings().into(json.newObject())));
    }

    private byte[] list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Effect effect : effects.all()) {
            ObjectNode entry = list.addObject()
                    .put(keyMember, effect.idempotencyKey())
                    .put("resource", effect.resource())
                    .put("receiptId", effect.receipt().receiptId())
                    .put("payloadHash", effect.receipt().payloadHash())
                    .put("stage", effect.stage())
                    .put("receivedAt", effect.receipt().receivedAt())
                    .put("calls", effect.calls());
            ArrayNode receiptIds = entry.putArray("receiptIds");
            effect.attachment().ifPresent(file -> entry.set("attachment", file));
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
