package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Chains of review that a descriptor may have, and those in which a record would get lost. */
class ReviewChainTest {

    /** Two letters of a body: its name and r, f or d for what it does. */
    private static ObjectNode descriptor(String bodies, String steps, String mayReturn) {
        ObjectNode json =
                YamlFile.resource("platforms/capability-center/descriptor.yaml").json();
        ObjectNode review = json.putObject("review");
        review.putArray("bodies");
        for (String body : bodies.split(" ", -1)) {
            String role = body.endsWith("r") ? "receives" : body.endsWith("f") ? "forwards" : "decides";
            review.withArray("bodies")
                    .addObject()
                    .put("id", body.substring(0, 1))
                    .put("zh", "单位")
                    .put("en", "Body")
                    .put("role", role);
        }
        review.putArray("steps");
        for (String step : steps == null ? new String[0] : steps.split(" ")) {
            review.withArray("steps")
                    .addObject()
                    .put("from", step.substring(0, 1))
                    .put("to", step.substring(1));
        }
        review.putArray("mayReturn");
        for (String body : mayReturn == null ? new String[0] : mayReturn.split(" ")) {
            review.withArray("mayReturn").add(body);
        }
        return json;
    }

    private static PlatformDescriptor read(ObjectNode json) {
        return Platforms.descriptor(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "ad,,a",
        "ar bd,ab,a b",
        "ar bf cd,ab bc,a c",
        "ar bf cd,ab bc ac,",
        "ar br cd,ac bc,",
        "ar bf cf dd,ab ac bd cd,d",
        "ar bd cd,ab ac,"
    })
    void readsAChainThatEndsWithADecision(String bodies, String steps, String mayReturn) {
        assertThat(read(descriptor(bodies, steps, mayReturn)).review()).hasValueSatisfying(chain -> {
            assertThat(chain.bodies()).hasSize(bodies.split(" ", -1).length);
            assertThat(chain.body("a")).isPresent();
            assertThat(chain.body("z")).isEmpty();
        });
    }

    @ParameterizedTest(name = "{0} with {1}: {3}")
    @CsvSource({
        "ar bf cf dd,ab bc cb cd,,does not go in a circle",
        "af bf cd,ab ba bc,,does not go in a circle",
        "ar bd,aa ab,,does not go in a circle",
        "ar bd,ab bz,,goes from body to body",
        "ar bd,ab,z,who may return a record is a body",
        "ar bf,ab,,who decides is the end",
        "ar bd cf,ab bc,,who decides is the end",
        "ar bd,,,who decides is the end",
        "af bd,ab,,who receives is the start",
        "ar br cd,ab bc,,who receives is the start",
        "ar ad,aa,,each body of a review is there once",
        "ar bd,ab ab,,each step of a review is there once"
    })
    void refusesAChainInWhichARecordWouldGetLost(String bodies, String steps, String mayReturn, String rule) {
        MappingRefused refused =
                catchThrowableOfType(MappingRefused.class, () -> read(descriptor(bodies, steps, mayReturn)));

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).contains(rule);
    }

    @Test
    void refusesAReviewWhereTheFirstReceiptIsTheLast() {
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.set("review", descriptor("ar bd", "ab", null).path("review"));

        assertThat(catchThrowableOfType(MappingRefused.class, () -> read(json))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"''", "A", "a b", "区县"})
    void refusesABodyWhoseIdIsNone(String id) {
        ObjectNode json = descriptor("ar bd", "ab", null);
        ((ObjectNode) json.at("/review/bodies/0")).put("id", id);
        ((ObjectNode) json.at("/review/steps/0")).put("from", id);

        assertThat(catchThrowableOfType(MappingRefused.class, () -> read(json))).isNotNull();
    }

    @Test
    void refusesMembersThatNobodyKnows() {
        ObjectNode json = descriptor("ar bd", "ab", null);
        ((ObjectNode) json.path("review")).put("deadline", "tomorrow");

        assertThat(catchThrowableOfType(MappingRefused.class, () -> read(json))).isNotNull();
    }
}
