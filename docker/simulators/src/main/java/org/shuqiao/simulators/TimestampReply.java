package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/** WireMock transformer {@code tsa-reply}: the time-stamp authority over HTTP (RFC 3161, 3.4). */
final class TimestampReply implements ResponseDefinitionTransformerV2 {
    static final String NAME = "tsa-reply";

    private final TimestampAuthority authority;

    TimestampReply(TimestampAuthority authority) {
        this.authority = authority;
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
        byte[] query = call.getRequest().getBody();
        return ResponseDefinitionBuilder.like(call.getResponseDefinition())
                .withStatus(200)
                .withHeader("Content-Type", "application/timestamp-reply")
                .withBody(authority.answer(query == null ? new byte[0] : query))
                .build();
    }
}
