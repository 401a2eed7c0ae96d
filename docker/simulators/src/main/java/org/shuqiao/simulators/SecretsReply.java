package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Clock;

/** WireMock transformer {@code PLATFORM-secrets}: where the platform hands out secrets or tokens. */
final class SecretsReply implements ResponseDefinitionTransformerV2 {
    private final String platform;
    private final SecretService service;
    private final AnswerCodes codes;
    private final StrictJson json;
    private final Clock clock;

    SecretsReply(String platform, SecretService service, AnswerCodes codes, StrictJson json, Clock clock) {
        this.platform = platform;
        this.service = service;
        this.codes = codes;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return platform + "-secrets";
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
                    .withBody(json.bytes(service.answer(call.getRequest(), clock.instant())))
                    .build();
        } catch (CallRefused e) {
            return PlatformReceive.refused(answer, e.refusal(), codes, json);
        }
    }
}
