package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered to one call, and how long that took. */
record Answer(int status, HttpHeaders headers, byte[] body, Duration took) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The stable code of a problem. */
    String code() {
        return json().path("code").asString("");
    }

    Answer expect(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        return this;
    }

    /** Asserts an RFC 9457 problem. */
    Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(headers.firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(json().path("status").intValue()).isEqualTo(expected);
        assertThat(json().path("title").stringValue()).isNotBlank();
        assertThat(code()).as(text()).isEqualTo(code);
        return this;
    }
}
