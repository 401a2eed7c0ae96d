package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code PLATFORM-receive}: the platform's push interface. What the stub says about delay and fault stays, so a stub
 * with this transformer and a fault stores the payload and then loses the answer.
 */
final class PlatformReceive implements ResponseDefinitionTransformerV2 {
    private final ReferencePlatform platform;
    private final StrictJson json;

    PlatformReceive(ReferencePlatform platform, StrictJson json) {
        this.platform = platform;
        this.json = json;
    }

    @Override
    public String getName() {
        return platform.id() + "-receive";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent call) {
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.like(call.getResponseDefinition())
                .withHeader("Content-Type", "application/json;charset=UTF-8");
        try {
            Effects.Recorded recorded = platform.receive(call.getRequest());
            return answer.withStatus(200).withBody(accepted(recorded)).build();
        } catch (CallRefused e) {
            return refused(answer, e.refusal(), platform.codes(), json);
        }
    }

    /** The answer to a call that is refused, with the exact reason in a header that no platform sends. */
    static ResponseDefinition refused(
            ResponseDefinitionBuilder answer, Refusal refusal, AnswerCodes codes, StrictJson json) {
        ObjectNode body = json.newObject().put("code", codes.of(refusal)).put("message", refusal.message());
        return answer.withStatus(refusal.status())
                .withHeader("X-Simulator-Refusal", refusal.name())
                .withBody(json.bytes(body))
                .build();
    }

    private byte[] accepted(Effects.Recorded recorded) {
        Receipt receipt = recorded.effect().receipt();
        ObjectNode body = json.newObject()
                .put("code", platform.codes().of(recorded.first()))
                .put("message", recorded.first() ? "接收成功" : "重复提交");
        return json.bytes(platform.receipts().put(receipt, body));
    }
}
