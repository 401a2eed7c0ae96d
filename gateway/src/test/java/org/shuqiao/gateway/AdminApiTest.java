package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An administrator's calls: every member is needed, and a wrong one is named. */
@ExtendWith(OneGateway.class)
class AdminApiTest {
    private static final String ADMIN = "/api/v1/admin";

    private final GatewayUnderTest gateway;

    AdminApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void registersACenterOnce() {
        String usci = gateway.newCenter().usci();

        gateway.admin()
                .post(ADMIN + "/centers", Map.of("usci", usci, "name", "又一个", "region", "370212"))
                .expectProblem(409, "ALREADY_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "",
                "{\"usci\":\"91370212MA3C000038\",\"name\":\"x\",\"region\":\"370212\"}",
                "{\"usci\":\"91370212MA3C000039\",\"region\":\"370212\"}",
                "{\"usci\":\"91370212MA3C000039\",\"name\":\" \",\"region\":\"370212\"}",
                "{\"usci\":\"91370212MA3C000039\",\"name\":\"a\\u0000\",\"region\":\"370212\"}",
                "{\"usci\":\"91370212MA3C000039\",\"name\":\"x\",\"region\":\"370212\",\"more\":1}",
                "{\"usci\":{},\"name\":\"x\",\"region\":\"370212\"}"
            })
    void refusesACenterThatIsNone(String body) {
        gateway.admin().post(ADMIN + "/centers", body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"ADMIN\"}",
                "{\"label\":\"x\"}",
                "{\"role\":null,\"label\":\"x\"}",
                "{\"role\":\"KING\",\"label\":\"x\"}",
                "{\"role\":3,\"label\":\"x\"}",
                "{\"role\":\"ADMIN\",\"label\":\"\"}"
            })
    void refusesAKeyWithoutRoleOrLabel(String body) {
        gateway.admin().post(ADMIN + "/api-keys", body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"words\":null}",
                "{\"words\":[null]}",
                "{\"words\":[\"a\"]}",
                "{\"words\":[\"\"]}",
                "{\"words\":[\" \\u200b\"]}",
                "{\"words\":[\"-- --\"]}",
                "{\"words\":[\"ab\\u0000cd\"]}",
                "{\"words\":\"恒泰\"}",
                "{\"terms\":[{\"text\":\"恒泰\",\"kind\":\"PLANET\"}]}",
                "{\"terms\":[{\"kind\":\"ENTERPRISE\"}]}",
                "{\"terms\":[{\"text\":\"恒泰\",\"shortNames\":[\"h\"]}]}",
                "{\"words\":[],\"allowed\":[{\"phrase\":\"海川路\"}]}"
            })
    void refusesADictionaryThatCannotBeUsed(String body) {
        String usci = gateway.newCenter().usci();

        gateway.admin()
                .put(ADMIN + "/centers/" + usci + "/dictionary", body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesAWordThatIsTooLongAndNamesItsPlaceOnly() {
        String path = ADMIN + "/centers/" + gateway.newCenter().usci() + "/dictionary";
        String word = "恒泰".repeat(51);

        Answer refused =
                gateway.admin().put(path, Map.of("words", List.of("海川", word))).expectProblem(400, "BAD_REQUEST");

        assertThat(refused.json().path("index").intValue()).isEqualTo(1);
        assertThat(refused.text()).doesNotContain("恒泰");
        assertThat(gateway.admin().get(path).expect(200).json().path("version").longValue())
                .isZero();
    }

    @Test
    void takesAWordThatLooksLikeAPatternAsItIs() {
        String path = ADMIN + "/centers/" + gateway.newCenter().usci() + "/dictionary";

        gateway.admin()
                .put(path, Map.of("words", List.of(".*恒泰.*", "(a+)+$b", "[0-9]{11}")))
                .expect(204);

        assertThat(gateway.admin()
                        .get(path)
                        .expect(200)
                        .json()
                        .at("/terms/0/text")
                        .stringValue())
                .isEqualTo(".*恒泰.*");
    }

    @Test
    void aDictionarySaysWhatItsWordsNameAndWhoHasSetThem() {
        String path = ADMIN + "/centers/" + gateway.newCenter().usci() + "/dictionary";
        assertThat(gateway.admin().get(path).expect(200).json().path("version").longValue())
                .isZero();
        Map<String, Object> words = Map.of(
                "terms",
                List.of(Map.of("text", "青岛海川智能制造有限公司", "kind", "ENTERPRISE", "shortNames", List.of("HC集团"))),
                "allowed",
                List.of(Map.of("phrase", "海川路", "reason", "a street")));

        gateway.admin().put(path, Map.of("words", List.of("恒泰"))).expect(204);
        gateway.admin().put(path, words).expect(204);

        JsonNode inForce = gateway.admin().get(path).expect(200).json();
        assertThat(inForce.path("version").longValue()).isEqualTo(2);
        assertThat(inForce.at("/terms/0/kind").stringValue()).isEqualTo("ENTERPRISE");
        assertThat(inForce.at("/allowed/0/phrase").stringValue()).isEqualTo("海川路");
        assertThat(inForce.path("changedBy").stringValue()).isNotEmpty();
        gateway.officer().get(path).expectProblem(403, "NOT_ALLOWED");
    }

    @Test
    void refusesADictionaryOfAnUnknownCenter() {
        gateway.admin()
                .put(ADMIN + "/centers/91370212MA3C000039/dictionary", Map.of("words", List.of("恒泰")))
                .expectProblem(404, "NOT_FOUND");
    }

    @Test
    void showsAKeyOnceAndItsIdForever() {
        Answer issued = gateway.admin()
                .post(ADMIN + "/api-keys", Map.of("role", "OPERATOR", "label", "x"))
                .expect(201);

        String keyId = issued.json().required("keyId").stringValue();
        assertThat(issued.json().required("apiKey").stringValue()).startsWith("sq_" + keyId + "_");
        assertThat(issued.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        gateway.admin().delete(ADMIN + "/api-keys/" + keyId).expect(204);
    }

    @Test
    void namesTheHolderOfAnOldOfficersKeyOnceAndForEver() {
        String old = key("OFFICER", "旧人");
        gateway.sql().update("UPDATE api_key SET holder = NULL WHERE id = ?", old);
        String path = ADMIN + "/api-keys/" + old + "/holder";

        gateway.officer().put(path, Map.of("holder", "韩梅梅")).expectProblem(403, "NOT_ALLOWED");
        gateway.admin().put(path, Map.of("holder", " ")).expectProblem(400, "BAD_REQUEST");
        gateway.admin().put(path, Map.of()).expectProblem(400, "BAD_REQUEST");
        gateway.admin().put(path, Map.of("holder", "韩梅梅")).expect(204);
        gateway.admin().put(path, Map.of("holder", "李雷")).expectProblem(409, "WRONG_STATE");

        assertThat(gateway.sql().queryForObject("SELECT holder FROM api_key WHERE id = ?", String.class, old))
                .isEqualTo("韩梅梅");
        String operator = ADMIN + "/api-keys/" + key("OPERATOR", "李雷") + "/holder";
        gateway.admin().put(operator, Map.of("holder", "韩梅梅")).expectProblem(404, "NOT_FOUND");
        gateway.admin()
                .put(ADMIN + "/api-keys/nobody/holder", Map.of("holder", "韩梅梅"))
                .expectProblem(404, "NOT_FOUND");
    }

    private String key(String role, String holder) {
        return gateway.admin()
                .post(ADMIN + "/api-keys", Map.of("role", role, "label", "x", "holder", holder))
                .expect(201)
                .json()
                .required("keyId")
                .stringValue();
    }
}
