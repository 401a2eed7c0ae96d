package org.shuqiao.gateway;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Objects;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.inbox.MessageView;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The API's own description at {@code /v3/api-docs}; its examples are the samples that tests and demo use. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String API_KEY = "apiKey";
    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

    /** A payload is JSON as it is, which its type in Java, a text, does not say. */
    @Bean
    OpenApiCustomizer payloadsAreObjects() {
        return api -> Objects.requireNonNull(
                        api.getComponents().getSchemas().get(MessageView.class.getSimpleName()),
                        "messages are described")
                .addProperty("payload", new ObjectSchema());
    }

    /** The first sample of each dataset that a center may submit, at the call that takes it. */
    @Bean
    OpenApiCustomizer submissionsHaveExamples(Datasets datasets) {
        return api -> {
            PathItem call =
                    Objects.requireNonNull(api.getPaths().get(SubmissionController.PATH), "submissions are described");
            MediaType json = Objects.requireNonNull(
                    call.getPost().getRequestBody().getContent().get(JSON), "submissions are described as JSON");
            for (Dataset dataset : datasets.submitted()) {
                json.addExamples(dataset.id(), new Example().$ref("#/components/examples/" + dataset.id()));
            }
        };
    }

    @Bean
    OpenAPI description(Datasets datasets) {
        Components components = new Components()
                .addSecuritySchemes(
                        API_KEY,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        for (Dataset dataset : datasets.submitted()) {
            dataset.samples().stream()
                    .findFirst()
                    .ifPresent(sample -> components.addExamples(
                            dataset.id(),
                            new Example()
                                    .summary(dataset.id())
                                    .value(JsonMapper.shared().readValue(sample.bytes(), Object.class))));
        }
        return new OpenAPI()
                .info(new Info()
                        .title("Shuqiao 数桥")
                        .version("v1")
                        .description("Exchange gateway between digital-transformation centers and government data"
                                + " platforms. Errors are RFC 9457 problems with a stable `code`."))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(API_KEY));
    }
}
