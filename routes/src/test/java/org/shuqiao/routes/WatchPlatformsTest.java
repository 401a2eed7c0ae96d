package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.FolderStanding.State;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.platforms.WatchPlatforms;

/** Folders of platforms that change while a gateway runs. */
class WatchPlatformsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> FILES = List.of(
            "descriptor.yaml",
            "activity.mapping.yaml",
            "diagnosis_report.mapping.yaml",
            "industry_report.mapping.yaml",
            "sample-agreement.json");

    @TempDir
    private static Path gatewayHome;

    private static TestGateway gateway;

    @TempDir
    private Path home;

    private Path qingdao;
    private WatchPlatforms watch;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(gatewayHome);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void copyFolder() throws IOException {
        qingdao = Files.createDirectory(home.resolve("qingdao"));
        for (String file : FILES) {
            Files.write(qingdao.resolve(file), Resources.bytes("platforms/qingdao/" + file));
        }
        watch = new WatchPlatforms(
                home, Datasets.load(), directory(), gateway.ledger.remapped(10), Duration.ZERO, Clock.systemUTC());
    }

    private static PlatformDirectory directory() {
        return gateway.journeys().parts().platforms();
    }

    private static PlatformMapping activities() {
        return directory().get("qingdao").platform().mapping("activity").orElseThrow();
    }

    private void change(String file, String part, String other) throws IOException {
        Path path = qingdao.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(part);
        Files.writeString(path, text.replace(part, other));
    }

    private FolderStanding standing(String platform) {
        return watch.standings().stream()
                .filter(folder -> folder.platform().equals(platform))
                .findFirst()
                .orElseThrow();
    }

    private void lookTwice() {
        watch.look();
        watch.look();
    }

    @Test
    void aChangedMappingTakesItsPlaceAndWhatIsReadyIsPreparedAnew() throws IOException {
        gateway.ledger.operations().pause("qingdao", "so that transfers stay ready", "operator");
        UUID submission = gateway.accept("written-anew", 1);
        await().atMost(SOON).until(() -> gateway.transfer(submission).equals("READY"));
        String before = activities().id();
        String version = "1.0." + System.nanoTime();
        change("activity.mapping.yaml", "version: 1.0.0", "version: " + version);

        watch.look();
        assertThat(activities().id())
                .as("who copies files is not done after the first")
                .isEqualTo(before);
        watch.look();

        assertThat(activities().id()).isEqualTo("qingdao-activity/" + version);
        assertThat(standing("qingdao").state()).isEqualTo(State.IN_FORCE);
        assertThat(standing("qingdao").hash()).hasSize(64);
        await().atMost(SOON)
                .until(() -> statement(submission).contains("qingdao-activity/" + version)
                        && gateway.transfer(submission).equals("READY"));
        gateway.ledger.operations().resume("qingdao", "operator");
        await().atMost(SOON).until(() -> gateway.transfer(submission).equals("STORED"));
    }

    private static String statement(UUID submission) {
        byte[] statement = gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT statement FROM transfer_content WHERE id = ?",
                        byte[].class,
                        gateway.transferId(submission));
        return statement == null ? "" : new String(statement, StandardCharsets.UTF_8);
    }

    @Test
    void whatMayHaveArrivedIsSentAgainAsItWas() throws IOException {
        gateway.ledger.operations().pause("qingdao", "so that transfers stay ready", "operator");
        UUID submission = gateway.accept("may-have-arrived", 1);
        await().atMost(SOON).until(() -> gateway.transfer(submission).equals("READY"));
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET may_have_arrived = true WHERE id = ?", gateway.transferId(submission));
        change("activity.mapping.yaml", "version: 1.0.0", "version: 2.0." + System.nanoTime());

        lookTwice();

        assertThat(gateway.transfer(submission)).isEqualTo("READY");
        gateway.ledger.operations().resume("qingdao", "operator");
        await().atMost(SOON).until(() -> gateway.transfer(submission).equals("STORED"));
    }

    @Test
    void aBrokenFolderLeavesTheOldInForceAndSaysWhy() throws IOException {
        lookTwice();
        String before = activities().id();
        change("activity.mapping.yaml", "from: /title", "from: /titel");

        lookTwice();

        assertThat(activities().id()).isEqualTo(before);
        FolderStanding refused = standing("qingdao");
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("qingdao/activity.mapping.yaml");
            assertThat(finding.line()).isPositive();
            assertThat(finding.rule()).isEqualTo("UNKNOWN_PATH");
        });
        change("activity.mapping.yaml", "from: /titel", "from: /title");
        lookTwice();
        assertThat(standing("qingdao").state()).isEqualTo(State.IN_FORCE);
        Files.write(qingdao.resolve("activity.mapping.yaml"), new byte[10 << 20]);
        watch.look();
        assertThat(standing("qingdao").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void whatTransfersUnderWayRelyOnWaitsForARestart() throws IOException {
        lookTwice();
        change("descriptor.yaml", "\"4090\": REJECT", "\"4090\": RETRY");
        change("activity.mapping.yaml", "version: 1.0.0", "version: 9.9.9");

        lookTwice();

        assertThat(standing("qingdao").state()).isEqualTo(State.AWAITS_RESTART);
        assertThat(activities().id()).isNotEqualTo("qingdao-activity/9.9.9");
        change("descriptor.yaml", "\"4090\": RETRY", "\"4090\": REJECT");
        change("descriptor.yaml", "passesOnTo: []", "passesOnTo: [\"市统计局\"]");
        change("descriptor.yaml", "aggregate]", "aggregate, redistribute]");
        lookTwice();
        assertThat(standing("qingdao").state()).isEqualTo(State.IN_FORCE);
        assertThat(directory().get("qingdao").platform().descriptor().passesOnTo())
                .containsExactly("市统计局");
        change("descriptor.yaml", "passesOnTo: [\"市统计局\"]", "passesOnTo: []");
        change("descriptor.yaml", "aggregate, redistribute]", "aggregate]");
        lookTwice();
    }

    @Test
    void aPlatformWithoutSettingsIsNamedAndAFolderThatIsGoneToo() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        for (String file : FILES) {
            String text = new String(Resources.bytes("platforms/qingdao/" + file), StandardCharsets.UTF_8);
            Files.writeString(other.resolve(file), text.replace("id: qingdao\n", "id: other\n"));
        }

        lookTwice();
        assertThat(standing("other").state()).isEqualTo(State.NOT_CONFIGURED);
        try (var files = Files.list(qingdao)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(qingdao);
        watch.look();

        assertThat(standing("qingdao").state()).isEqualTo(State.AWAITS_RESTART);
        assertThat(directory().find("qingdao")).isPresent();
    }
}
