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
import org.shuqiao.gateway.cli.RecordingGateway.Call;
import tools.jackson.databind.json.JsonMapper;

class KeyStoreCommandTest {
    private static final String ID = "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a";
    private static final String KEY =
            """
            {"id":"%s","role":"STATEMENT","owner":"gateway-1","kind":"SM2","version":2,"state":"CERTIFIED","reason":"",
             "certificate":{"serial":"4F","sm3":"00","validUntil":"2027-01-01T00:00:00Z","chain":"PEM"}}
            """
                    .formatted(ID);

    @TempDir
    private Path folder;

    private Path keyFile;

    @BeforeEach
    void writeKey() throws IOException {
        keyFile = Files.writeString(folder.resolve("officer.key"), "sq_a_b");
    }

    private Run keystore(RecordingGateway gateway, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("admin", "keystore"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", gateway.url(), "--key-file", keyFile));
        return Run.of(all.toArray());
    }

    private static void asks(RecordingGateway gateway, String path, String json) {
        Call call = gateway.call();
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /api/v1/keys" + path);
        assertThat(JsonMapper.shared().readTree(call.body()))
                .isEqualTo(JsonMapper.shared().readTree(json));
    }

    @Test
    void listsKeysOneALine() throws Exception {
        try (var gateway = new RecordingGateway(200, "[" + KEY + "]")) {
            Run run = keystore(gateway, "list");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().strip().split("\\s+"))
                    .containsExactly(ID, "STATEMENT", "gateway-1", "SM2", "2", "CERTIFIED", "2027-01-01T00:00:00Z");
        }
    }

    @Test
    void listsSinceWhichYearAKeyMasks() throws Exception {
        String masking =
                """
                {"id":"%s","role":"MASKING","owner":"","kind":"SECRET","version":%d,"state":"ACTIVE","reason":"","fromYear":%d}
                """;
        String both = "[" + masking.formatted(ID, 1, 0) + "," + masking.formatted(ID, 2, 2027) + "]";
        try (var gateway = new RecordingGateway(200, both)) {
            assertThat(keystore(gateway, "list").out().lines())
                    .satisfiesExactly(always -> assertThat(always).endsWith(" every-year"), later -> assertThat(later)
                            .endsWith(" from-2027"));
        }
    }

    @Test
    void printsTheIdOfANewKeyAndNothingElse() throws Exception {
        try (var gateway = new RecordingGateway(201, KEY)) {
            Run run = keystore(gateway, "generate", "--role", "statement", "--owner", "gateway-2");

            assertThat(run).isEqualTo(new Run(0, ID + System.lineSeparator(), ""));
            asks(gateway, "", "{\"role\":\"STATEMENT\",\"owner\":\"gateway-2\"}");
        }
    }

    @Test
    void handsInTheSecretOfAFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "agreed\n");
        try (var gateway = new RecordingGateway(201, KEY)) {
            Run run = keystore(gateway, "generate", "--role", "CALL", "--owner", "qingdao", "--secret-file", secret);

            assertThat(run.out() + run.err()).doesNotContain("agreed");
            asks(gateway, "", "{\"role\":\"CALL\",\"owner\":\"qingdao\",\"secret\":\"agreed\"}");
        }
    }

    @Test
    void printsTheRequestAsItIs() throws Exception {
        try (var gateway = new RecordingGateway(200, "-----BEGIN CERTIFICATE REQUEST-----\n")) {
            assertThat(keystore(gateway, "csr", ID)).isEqualTo(new Run(0, "-----BEGIN CERTIFICATE REQUEST-----\n", ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/keys/" + ID + "/csr");
        }
    }

    @Test
    void asksForTheNamesOfAServer() throws Exception {
        try (var gateway = new RecordingGateway(200, "-----BEGIN CERTIFICATE REQUEST-----\n")) {
            assertThat(keystore(gateway, "csr", ID, "--name", "gateway.example", "--name", "::1")
                            .exitCode())
                    .isZero();
            assertThat(gateway.call().path())
                    .isEqualTo("/api/v1/keys/" + ID + "/csr?name=gateway.example&name=%3A%3A1");
        }
    }

    @Test
    void handsInTheCertificatesOfAFile() throws Exception {
        Path chain = Files.writeString(folder.resolve("chain.pem"), "PEM");
        try (var gateway = new RecordingGateway(200, KEY)) {
            assertThat(keystore(gateway, "certify", ID, chain)).isEqualTo(new Run(0, "", ""));
            assertThat(gateway.call().path()).isEqualTo("/api/v1/keys/" + ID + "/chain");
            assertThat(gateway.call().body()).isEqualTo("PEM");
        }
    }

    @Test
    void activatesNowOrLater() throws Exception {
        try (var gateway = new RecordingGateway(200, KEY)) {
            assertThat(keystore(gateway, "activate", ID)).isEqualTo(new Run(0, "", ""));
            asks(gateway, "/" + ID + "/activate", "{}");
        }
        try (var gateway = new RecordingGateway(200, KEY)) {
            keystore(gateway, "activate", ID, "--at", "2026-12-01T00:00:00Z");
            asks(gateway, "/" + ID + "/activate", "{\"at\":\"2026-12-01T00:00:00Z\"}");
        }
        try (var gateway = new RecordingGateway(200, KEY)) {
            keystore(gateway, "activate", ID, "--from-year", "2027");
            asks(gateway, "/" + ID + "/activate", "{\"fromYear\":2027}");
        }
    }

    @Test
    void endsAKeyForAReason() throws Exception {
        try (var gateway = new RecordingGateway(200, KEY)) {
            keystore(gateway, "retire", ID, "--reason", "rotated");
            asks(gateway, "/" + ID + "/retire", "{\"reason\":\"rotated\"}");
        }
        try (var gateway = new RecordingGateway(200, KEY)) {
            keystore(gateway, "compromised", ID, "--from", "2026-12-01T00:00:00Z", "--reason", "stolen");
            asks(gateway, "/" + ID + "/compromised", "{\"from\":\"2026-12-01T00:00:00Z\",\"reason\":\"stolen\"}");
        }
        try (var gateway = new RecordingGateway(200, KEY)) {
            assertThat(keystore(gateway, "retire", ID).exitCode()).isEqualTo(2);
        }
    }
}
