package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.context.MessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Problems have a code for programs and a title for people, in the language that they ask for. */
@ExtendWith(OneGateway.class)
class ProblemTest {
    private final GatewayUnderTest gateway;

    ProblemTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh|未找到|需要有效的 API 密钥",
                "zh-CN|未找到|需要有效的 API 密钥",
                "zh-CN,zh;q=0.9,en;q=0.8|未找到|需要有效的 API 密钥",
                "en|Not found|A valid API key is needed",
                "de|Not found|A valid API key is needed",
                "*|Not found|A valid API key is needed"
            })
    void speaksTheLanguageThatWasAskedFor(String language, String notFound, String noKey) {
        Answer controller = gateway.operator()
                .post("/api/v1/ops/platforms/none/resume", List.of(), "Accept-Language", language)
                .expectProblem(404, "NOT_FOUND");
        assertThat(controller.json().path("title").stringValue()).isEqualTo(notFound);
        Answer door = gateway.anonymous()
                .get("/api/v1/submissions", "Accept-Language", language)
                .expectProblem(401, "NOT_AUTHENTICATED");
        assertThat(door.json().path("title").stringValue()).isEqualTo(noKey);
    }

    @Test
    void speaksEnglishWhenNothingWasAskedFor() {
        assertThat(gateway.anonymous()
                        .get("/api/v1/submissions")
                        .json()
                        .path("title")
                        .stringValue())
                .isEqualTo("A valid API key is needed");
    }

    /** Without the header, Tomcat takes the language of the machine for the caller's. */
    @Test
    void speaksEnglishOnAChineseMachineToo() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRequestURI("/api/v1/submissions");
        request.addPreferredLocale(Locale.CHINA);
        request.removeHeader("Accept-Language");
        MockHttpServletResponse response = new MockHttpServletResponse();

        gateway.context().getBean(ProblemWriter.class).write(request, response, new Failure(FailureCode.NOT_FOUND));

        assertThat(response.getContentAsString()).contains("Not found");
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyCodeHasATitleInBothLanguages(FailureCode code) {
        MessageSource messages = gateway.context();
        String key = "problem." + code.name();
        assertThat(messages.getMessage(key, null, Locale.ENGLISH)).matches("\\p{ASCII}+");
        assertThat(ResourceBundle.getBundle("problems", Locale.CHINESE).getString(key))
                .containsPattern("\\p{IsHan}");
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonHasATextInBothLanguages(ReasonCode reason) {
        Reasons reasons = gateway.context().getBean(Reasons.class);
        assertThat(reasons.text(reason.name(), Locale.ENGLISH)).matches("\\p{ASCII}+");
        assertThat(ResourceBundle.getBundle("problems", Locale.CHINESE).getString("reason." + reason.name()))
                .containsPattern("\\p{IsHan}");
    }
}
