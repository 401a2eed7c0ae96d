package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code capability-center-receive}: the platform's push, query and poll interfaces. What the stub says
 * about delay and fault stays, so a stub with this transformer and a fault stores the rows and then loses the answer.
 */
final class CapabilityReceive implements ResponseDefinitionTransformerV2 {
    static final String NAME = "capability-center-receive";

    private static final String PUSHES = "/openapi/v1/";
    private static final String BATCH = "/batch";
    private static final String POLL = PUSHES + "return";

    private final CapabilityPlatform platform;
    private final StrictJson json;

    CapabilityReceive(CapabilityPlatform platform, StrictJson json) {
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
            return answer.withStatus(200)
                    .withBody(json.bytes(answered(call.getRequest())))
                    .build();
        } catch (CallRefused e) {
            Refusal refusal = e.refusal();
            ObjectNode body = json.newObject().put("code", refusal.code()).put("message", refusal.message());
            return answer.withStatus(refusal.status())
                    .withHeader("X-Simulator-Refusal", refusal.name())
                    .withBody(json.bytes(body))
                    .build();
        }
    }

    private ObjectNode answered(Request call) throws CallRefused {
        byte[] body = call.getBody() == null ? new byte[0] : call.getBody();
        String path = RequestPath.of(call);
        if (path.endsWith(BATCH)) {
            return platform.push(path.substring(PUSHES.length(), path.length() - BATCH.length()), body);
        }
        return path.equals(POLL) ? platform.poll(body) : platform.query(body);
    }
}
