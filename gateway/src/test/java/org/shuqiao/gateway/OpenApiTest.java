package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API describes itself, whole and with examples that work. */
@ExtendWith(OneGateway.class)
class OpenApiTest {
    private final GatewayUnderTest gateway;
    private final JsonNode description;

    OpenApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.description = gateway.anonymous().get("/v3/api-docs").expect(200).json();
    }

    @Test
    void listsEveryCallOfEveryController() {
        Map<RequestMappingInfo, HandlerMethod> handlers = gateway.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        int calls = 0;
        for (Map.Entry<RequestMappingInfo, HandlerMethod> handler : handlers.entrySet()) {
            if (handler.getValue().getBeanType().getPackageName().equals("org.shuqiao.gateway")
                    && !handler.getValue().getBeanType().getSimpleName().startsWith("Error")) {
                for (String path : handler.getKey().getPatternValues()) {
                    for (RequestMethod method :
                            handler.getKey().getMethodsCondition().getMethods()) {
                        JsonNode call = description
                                .path("paths")
                                .path(path)
                                .path(method.name().toLowerCase(Locale.ROOT));
                        assertThat(call.path("summary").asString(""))
                                .as(method + " " + path)
                                .isNotBlank();
                        calls++;
                    }
                }
            }
        }
        assertThat(calls).isGreaterThan(15);
        assertThat(description.path("paths").properties())
                .allMatch(path ->
                        path.getKey().startsWith("/api/v1/") || path.getKey().startsWith("/platform/v1/"));
    }

    @Test
    void givesTheSamplesAsExamples() {
        JsonNode content = description.at("/paths/~1api~1v1~1submissions~1{dataset}/post/requestBody/content");
        JsonNode examples = content.path("application/json").path("examples");
        for (Dataset dataset : Datasets.load().submitted()) {
            assertThat(examples.path(dataset.id()).path("$ref").asString(""))
                    .isEqualTo("#/components/examples/" + dataset.id());
            JsonNode example = description.at("/components/examples/" + dataset.id() + "/value");
            assertThat(example)
                    .isEqualTo(JsonMapper.shared()
                            .readTree(dataset.samples().get(0).bytes()));
            dataset.read(JsonMapper.shared().writeValueAsBytes(example));
        }
    }

    @Test
    void asksForAnApiKey() {
        assertThat(description.at("/components/securitySchemes/apiKey/scheme").asString(""))
                .isEqualTo("bearer");
        assertThat(description.at("/security/0").has("apiKey")).isTrue();
    }

    @Test
    void servesAPageForPeople() {
        Answer answer = gateway.anonymous().get("/swagger-ui.html");
        assertThat(answer.status()).isIn(200, 302);
        gateway.anonymous().get("/swagger-ui/index.html").expect(200);
    }
}
