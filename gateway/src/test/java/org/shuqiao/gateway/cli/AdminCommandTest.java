package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.gateway.cli.RecordingGateway.Call;
import tools.jackson.databind.json.JsonMapper;

class AdminCommandTest {
    private static final String USCI = "91370212MA3C000039";

    @TempDir
    private Path folder;

    private Path keyFile;

    @BeforeEach
    void writeKey() throws IOException {
        keyFile = Files.writeString(folder.resolve("admin.key"), "sq_a_b");
    }

    private Run admin(RecordingGateway gateway, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", gateway.url(), "--key-file", keyFile));
        return Run.of(all.toArray());
    }

    private static void assertJson(String actual, String expected) {
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readTree(actual)).isEqualTo(json.readTree(expected));
    }

    @Test
    void registersACenter() throws Exception {
        try (var gateway = new RecordingGateway(201, "{}")) {
            Run run = admin(gateway, "center", "add", "--usci", USCI, "--name", "中心", "--region", "370212");

            assertThat(run).isEqualTo(new Run(0, "", ""));
            Call call = gateway.call();
            assertThat(call.method() + " " + call.path()).isEqualTo("POST /api/v1/admin/centers");
            assertThat(call.authorization()).isEqualTo("Bearer sq_a_b");
            assertJson(call.body(), "{\"usci\":\"" + USCI + "\",\"name\":\"中心\",\"region\":\"370212\"}");
        }
    }

    @Test
    void replacesTheDictionary() throws Exception {
        try (var gateway = new RecordingGateway(204, "")) {
            assertThat(admin(gateway, "center", "dictionary", "--usci", USCI, "海蓝", "七号"))
                    .isEqualTo(new Run(0, "", ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/admin/centers/" + USCI + "/dictionary");
            assertJson(gateway.call().body(), "{\"words\":[\"海蓝\",\"七号\"]}");
        }
    }

    @Test
    void emptiesTheDictionary() throws Exception {
        try (var gateway = new RecordingGateway(204, "")) {
            assertThat(admin(gateway, "center", "dictionary", "--usci", USCI).exitCode())
                    .isZero();
            assertJson(gateway.call().body(), "{\"words\":[]}");
        }
    }

    @Test
    void printsTheIssuedKeyAndNothingElse() throws Exception {
        try (var gateway = new RecordingGateway(201, "{\"keyId\":\"k\",\"apiKey\":\"sq_k_s\"}")) {
            assertThat(admin(gateway, "key", "issue", "--center", USCI))
                    .isEqualTo(new Run(0, "sq_k_s" + System.lineSeparator(), ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/admin/centers/" + USCI + "/api-keys");
        }
    }

    @Test
    void issuesAKeyOfARole() throws Exception {
        try (var gateway = new RecordingGateway(201, "{\"keyId\":\"k\",\"apiKey\":\"sq_k_s\"}")) {
            assertThat(admin(gateway, "key", "issue", "--role", "officer", "--label", "night", "--holder", "李雷")
                            .exitCode())
                    .isZero();
            assertThat(gateway.call().path()).isEqualTo("/api/v1/admin/api-keys");
            assertJson(gateway.call().body(), "{\"role\":\"OFFICER\",\"label\":\"night\",\"holder\":\"李雷\"}");
        }
    }

    @Test
    void namesTheHolderOfAKey() throws Exception {
        try (var gateway = new RecordingGateway(204, "")) {
            assertThat(admin(gateway, "key", "name-holder", "k1", "--holder", "李雷"))
                    .isEqualTo(new Run(0, "", ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/admin/api-keys/k1/holder");
            assertJson(gateway.call().body(), "{\"holder\":\"李雷\"}");
        }
    }

    @Test
    void importsTheFileAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), "{ \"id\" : \"协议\" }");
        try (var gateway = new RecordingGateway(
                201, "{\"id\":\"a\",\"version\":1,\"hash\":\"00\",\"status\":\"COUNTERSIGNED\"}")) {
            assertThat(admin(gateway, "agreement", "import", file))
                    .isEqualTo(new Run(0, "a 1 COUNTERSIGNED" + System.lineSeparator(), ""));
            assertThat(gateway.call().body()).isEqualTo("{ \"id\" : \"协议\" }");
        }
    }

    @ParameterizedTest
    @CsvSource({"propose, {}, A1 2", "activate, {}, A1 2", "withdraw, '{\"reason\":\"wrong\"}', A1 2 --reason wrong"})
    void takesStepsOfAVersion(String step, String body, String arguments) throws Exception {
        try (var gateway = new RecordingGateway(204, "")) {
            List<Object> words = new ArrayList<>(List.of("agreement", step));
            words.addAll(List.of(arguments.split(" ")));

            assertThat(admin(gateway, words.toArray())).isEqualTo(new Run(0, "", ""));

            assertThat(gateway.call().path()).isEqualTo("/api/v1/agreements/A1/versions/2/" + step);
            assertJson(gateway.call().body(), body);
        }
    }

    @Test
    void printsCodeAndTitleOfARefusal() throws Exception {
        String problem =
                "{\"status\":409,\"code\":\"ALREADY_EXISTS\",\"title\":\"It exists already\",\"detail\":\"x\"}";
        try (var gateway = new RecordingGateway(409, problem)) {
            Run run = admin(gateway, "center", "add", "--usci", USCI, "--name", "中心", "--region", "370212");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("ALREADY_EXISTS It exists already").hasLineCount(1);
        }
    }

    @Test
    void reportsARefusalThatIsNoProblemDocument() throws Exception {
        try (var gateway = new RecordingGateway(502, "<html>")) {
            Run run = admin(gateway, "key", "revoke", "k");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("HTTP_502");
        }
    }

    @Test
    void reportsAGatewayThatIsNotThere() throws Exception {
        RecordingGateway gateway = new RecordingGateway(204, "");
        gateway.close();

        Run run = admin(gateway, "key", "revoke", "k");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("ConnectException").hasLineCount(1);
    }

    @Test
    void printsTheFirstPasswordAndNothingElse() throws Exception {
        try (var gateway = new RecordingGateway(201, "{\"keyId\":\"k\",\"name\":\"wang\",\"password\":\"once\"}")) {
            assertThat(admin(gateway, "account", "open", "--role", "AUDITOR", "--name", "wang", "--holder", "王"))
                    .isEqualTo(new Run(0, "once" + System.lineSeparator(), ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/admin/accounts");
            assertJson(gateway.call().body(), "{\"name\":\"wang\",\"role\":\"AUDITOR\",\"holder\":\"王\"}");
        }
    }

    @Test
    void opensAnAccountOfACenter() throws Exception {
        try (var gateway = new RecordingGateway(201, "{\"keyId\":\"k\",\"name\":\"li\",\"password\":\"once\"}")) {
            assertThat(admin(gateway, "account", "open", "--center", USCI, "--name", "li")
                            .exitCode())
                    .isZero();
            assertJson(gateway.call().body(), "{\"name\":\"li\",\"role\":\"CENTER\",\"center\":\"" + USCI + "\"}");
        }
    }

    @Test
    void listsAccounts() throws Exception {
        try (var gateway = new RecordingGateway(
                200,
                "[{\"keyId\":\"k\",\"name\":\"wang\",\"role\":\"OFFICER\",\"state\":\"OPEN\",\"holder\":\"王\"}]")) {
            assertThat(admin(gateway, "account", "list"))
                    .isEqualTo(new Run(0, "k  OPEN  OFFICER  wang" + System.lineSeparator(), ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lock k --reason r, POST /api/v1/admin/accounts/k/lock",
        "unlock k --reason r, POST /api/v1/admin/accounts/k/unlock",
        "revoke k, DELETE /api/v1/admin/accounts/k"
    })
    void changesAnAccount(String command, String call) throws Exception {
        try (var gateway = new RecordingGateway(204, "")) {
            Object[] arguments = ("account " + command).split(" ");
            assertThat(admin(gateway, arguments)).isEqualTo(new Run(0, "", ""));
            assertThat(gateway.call().method() + " " + gateway.call().path()).isEqualTo(call);
        }
    }
}
