package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * WireMock transformer {@code qingdao-effects}: what the simulated platform did, for people and tests. The platform
 * itself has no such interface.
 */
final class QingdaoEffects implements ResponseDefinitionTransformerV2 {
    static final String NAME = "qingdao-effects";

    private static final String LIST = "/__sim/qingdao/effects";
    private static final String PAYLOAD = "/payload";

    private final Effects effects;
    private final StrictJson json;

    QingdaoEffects(Effects effects, StrictJson json) {
        this.effects = effects;
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
        ResponseDefinitionBuilder answer = new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json;charset=UTF-8");
        if (path.equals(LIST)) {
            return answer.withBody(list()).build();
        }
        String key = path.substring(LIST.length() + 1, path.length() - PAYLOAD.length());
        return effects.find(URLDecoder.decode(key, UTF_8))
                .map(effect -> answer.withBody(effect.payload()).build())
                .orElseGet(ResponseDefinition::notFound);
    }

    private byte[] list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Effect effect : effects.all()) {
            list.addObject()
                    .put("idempotencyKey", effect.idempotencyKey())
                    .put("resource", effect.resource())
                    .put("receiptId", effect.receipt().receiptId())
                    .put("payloadHash", effect.receipt().payloadHash())
                    .put("receivedAt", effect.receipt().receivedAt())
                    .put("calls", effect.calls());
        }
        return json.bytes(list);
    }
}
