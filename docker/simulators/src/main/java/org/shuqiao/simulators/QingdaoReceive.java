package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code qingdao-receive}: the platform's push interface. What the stub says about delay and fault
 * stays, so a stub with this transformer and a fault stores the payload and then loses the answer.
 */
final class QingdaoReceive implements ResponseDefinitionTransformerV2 {
    static final String NAME = "qingdao-receive";

    private final QingdaoPlatform platform;
    private final StrictJson json;

    QingdaoReceive(QingdaoPlatform platform, StrictJson json) {
        this.platform = platform;
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
        ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.like(call.getResponseDefinition())
                .withHeader("Content-Type", "application/json;charset=UTF-8");
        try {
            Effects.Recorded recorded = platform.receive(resource(call), call.getRequest());
            return answer.withStatus(200).withBody(accepted(recorded)).build();
        } catch (CallRefused e) {
            Refusal refusal = e.refusal();
            ObjectNode body = answer(refusal.code(), refusal.message());
            return answer.withStatus(refusal.status())
                    .withHeader("X-Simulator-Refusal", refusal.name())
                    .withBody(json.bytes(body))
                    .build();
        }
    }

    private byte[] accepted(Effects.Recorded recorded) {
        ObjectNode body = recorded.first() ? answer("0", "接收成功") : answer("1001", "重复提交");
        Receipt receipt = recorded.effect().receipt();
        return json.bytes(body.put("receipt", receipt.base64Bytes()).put("signature", receipt.base64Signature()));
    }

    private ObjectNode answer(String code, String message) {
        return json.newObject().put("code", code).put("message", message);
    }

    private static String resource(ServeEvent call) {
        String path = RequestPath.of(call.getRequest());
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
