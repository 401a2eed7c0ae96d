package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what. */
@ExtendWith(OneGateway.class)
class AccessTest {
    private final GatewayUnderTest gateway;

    AccessTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void refusesACallWithoutKey() {
        Answer answer = gateway.anonymous().get("/api/v1/submissions").expectProblem(401, "NOT_AUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "sq_",
                "sq_0011223344556677_",
                "sq_00112233'OR'1'1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesAKeyThatIsNone(String key) {
        gateway.anonymous().withKey(key).get("/api/v1/submissions").expectProblem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void refusesTheRightKeyWithOneWrongCharacter() {
        String key = gateway.newCenter().client().apiKey();
        char first = key.charAt(20);
        String wrong = key.substring(0, 20) + (first == 'A' ? 'B' : 'A') + key.substring(21);

        gateway.anonymous().withKey(wrong).get("/api/v1/submissions").expectProblem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void refusesARevokedKeyAtOnce() {
        TestCenter center = gateway.newCenter();
        center.stored();
        String keyId = center.client().apiKey().split("_", 3)[1];

        gateway.admin().delete("/api/v1/admin/api-keys/" + keyId).expect(204);

        center.client().get("/api/v1/submissions").expectProblem(401, "NOT_AUTHENTICATED");
        gateway.admin().delete("/api/v1/admin/api-keys/" + keyId).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "CENTER,   /api/v1/submissions",
        "CENTER,   /api/v1/inbox",
        "OPERATOR, /api/v1/ops/inboxes",
        "ADMIN,    /api/v1/agreements",
        "OFFICER,  /api/v1/agreements",
        "OFFICER,  /api/v1/quarantine",
        "OFFICER,  /api/v1/approvals",
        "OFFICER,  /api/v1/sealed",
        "OFFICER,  /api/v1/keys",
        "ADMIN,    /api/v1/keys",
        "OPERATOR, /api/v1/ops/platforms",
        "ADMIN,    /api/v1/ops/transfers",
        "OPERATOR, /api/v1/ops/routes",
        "OPERATOR, /api/v1/ops/stuck",
        "OPERATOR, /api/v1/ops/duties",
        "OFFICER,  /api/v1/ops/duties",
        "OFFICER,  /api/v1/ops/duties/use-reports",
        "OPERATOR, /actuator/prometheus",
        "AUDITOR,  /api/v1/agreements",
        "AUDITOR,  /api/v1/keys",
        "AUDITOR,  /api/v1/ops/transfers",
        "AUDITOR,  /api/v1/ops/routes",
        "AUDITOR,  /api/v1/ops/duties"
    })
    void opensADoorToItsRole(String role, String path) {
        key(role).get(path).expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN,    /api/v1/submissions",
        "OFFICER,  /api/v1/submissions",
        "OPERATOR, /api/v1/transfers/019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a/evidence",
        "CENTER,   /api/v1/agreements",
        "OPERATOR, /api/v1/agreements",
        "CENTER,   /api/v1/quarantine",
        "CENTER,   /api/v1/approvals",
        "CENTER,   /api/v1/sealed",
        "CENTER,   /api/v1/keys",
        "OPERATOR, /api/v1/keys",
        "OPERATOR, /api/v1/keys/019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a/csr",
        "ADMIN,    /api/v1/quarantine",
        "ADMIN,    /api/v1/approvals",
        "ADMIN,    /api/v1/sealed",
        "CENTER,   /api/v1/ops/platforms",
        "CENTER,   /api/v1/ops/inboxes",
        "ADMIN,    /api/v1/inbox",
        "OFFICER,  /api/v1/inbox/stream",
        "OPERATOR, /api/v1/inbox/webhook",
        "OFFICER,  /api/v1/ops/transfers",
        "OFFICER,  /api/v1/ops/routes",
        "CENTER,   /api/v1/ops/duties/use-reports",
        "CENTER,   /actuator/prometheus",
        "CENTER,   /api/v1/admin/centers",
        "OPERATOR, /api/v1/admin/api-keys",
        "OFFICER,  /api/v1/admin/centers",
        "ADMIN,    /api/v2/anything",
        "ADMIN,    /actuator/env",
        "AUDITOR,  /api/v1/quarantine",
        "AUDITOR,  /api/v1/approvals",
        "AUDITOR,  /api/v1/sealed",
        "AUDITOR,  /api/v1/ops/packages/x/archive",
        "AUDITOR,  /api/v1/submissions",
        "AUDITOR,  /api/v1/admin/accounts",
        "OFFICER,  /api/v1/admin/accounts"
    })
    void keepsADoorShutToEveryOtherRole(String role, String path) {
        key(role).get(path).expectProblem(403, "NOT_ALLOWED");
        gateway.anonymous().get(path).expectProblem(401, "NOT_AUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/agreements",
                "/api/v1/ops/platforms/qingdao/pause",
                "/api/v1/ops/transfers/replay",
                "/api/v1/keys",
                "/api/v1/ops/duties/x/closing",
                "/api/v1/admin/accounts"
            })
    void letsAnAuditorChangeNothing(String path) {
        gateway.withNewKey("AUDITOR").post(path, Map.of("reason", "x")).expectProblem(403, "NOT_ALLOWED");
    }

    private GatewayClient key(String role) {
        return switch (role) {
            case "ADMIN" -> gateway.admin();
            case "OFFICER" -> gateway.officer();
            case "OPERATOR" -> gateway.operator();
            case "AUDITOR" -> gateway.withNewKey("AUDITOR");
            default -> gateway.newCenter().client();
        };
    }

    @Test
    void leavesTheFirstKeyAndTheMasterKeyToTheirOwner() throws Exception {
        for (String file : List.of("secrets/admin.key", "secrets/master.key")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(gateway.home().resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void storesNoKeyThatItIssued() {
        gateway.newCenter();

        List<String> rows = gateway.sql().queryForList("SELECT api_key::text FROM api_key", String.class);

        assertThat(rows).hasSizeGreaterThanOrEqualTo(gateway.issuedKeys().size());
        for (String key : gateway.issuedKeys()) {
            String secret = key.substring(key.indexOf('_', 3) + 1);
            assertThat(secret).hasSize(43);
            assertThat(rows).noneMatch(row -> row.contains(secret));
        }
    }

    @Test
    void issuesAKeyOfACenterForThatCenterOnly() {
        gateway.admin()
                .post("/api/v1/admin/centers/91370212MA3C000039/api-keys", Map.of("label", "x"))
                .expectProblem(404, "NOT_FOUND");
        gateway.admin()
                .post("/api/v1/admin/api-keys", Map.of("role", "CENTER", "label", "x"))
                .expectProblem(400, "BAD_REQUEST");
    }
}
