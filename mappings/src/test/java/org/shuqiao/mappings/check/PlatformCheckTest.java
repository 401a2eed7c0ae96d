package org.shuqiao.mappings.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.Platforms;

class PlatformCheckTest {

    private static final PlatformCheck CHECK = new PlatformCheck(Fixtures.DATASETS);

    @TempDir
    private Path home;

    static Stream<String> transports() {
        return PlatformSkeleton.transports().stream();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSkeletonPassesTheCheckAndIsLoaded(String transport) throws IOException {
        Path folder = new PlatformSkeleton("my-" + transport, transport).writeTo(home);

        PlatformCheck.Result result = CHECK.check(PlatformFolder.read(folder));

        assertThat(result.findings()).isEmpty();
        assertThat(result.samples()).isEqualTo(2);
        assertThat(Platforms.load(Fixtures.DATASETS, home).find("my-" + transport))
                .isPresent();
        assertThat(home.resolve("descriptor.schema.json")).exists();
    }

    static Stream<Platform> platforms() {
        return Fixtures.PLATFORMS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void thePlatformsOfThisHousePassTheCheck(Platform platform) throws IOException {
        Path folder = Files.createDirectory(home.resolve(platform.id()));
        List<String> names = new ArrayList<>(List.of("descriptor.yaml", "sample-agreement.json"));
        platform.descriptor().datasets().keySet().forEach(dataset -> names.add(dataset + ".mapping.yaml"));
        platform.sampleInboundAgreement().ifPresent(agreement -> names.add("sample-agreement-in.json"));
        for (String name : names) {
            Files.write(folder.resolve(name), Resources.bytes("platforms/" + platform.id() + "/" + name));
        }

        PlatformCheck.Result result = CHECK.check(PlatformFolder.read(folder));

        assertThat(result.findings()).isEmpty();
        assertThat(result.samples()).isPositive();
    }

    @Test
    void aSkeletonOverwritesNothing() throws IOException {
        Path folder = new PlatformSkeleton("mine", "http").writeTo(home);
        Files.writeString(folder.resolve("descriptor.yaml"), "mine");

        assertThatThrownBy(() -> new PlatformSkeleton("mine", "sftp").writeTo(home))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("descriptor.yaml")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "Mine", "1a", "-a", "数桥", "a b"})
    void aSkeletonHasAPlainName(String name) {
        assertThatThrownBy(() -> new PlatformSkeleton(name, "http")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "descriptor.yaml | audience: government | audience: everybody | NOT_ONE_OF",
                "descriptor.yaml | id: mine | id: yours | MALFORMED",
                "descriptor.yaml | activity: {res | nothing: {res | FILE_MISSING",
                "descriptor.yaml | redelivery: idempotent | redelivery: query-first | MALFORMED",
                "activity.mapping.yaml | from: /title | from: /titel | UNKNOWN_PATH",
                "activity.mapping.yaml | `promotion: \"13\"` | `promo: \"13\"` | TABLE_INCOMPLETE",
                "activity.mapping.yaml | `promotion: \"13\"` | `forum: \"13\"` | DUPLICATE_KEY",
                "activity.mapping.yaml | from: /attendees | from: /person_times | NOT_PERMITTED",
                "activity.mapping.yaml | `accepts: [\"band:attendees\"]` | accepts: [raw] | TRANSFORM_NOT_ACCEPTED",
                "activity.mapping.yaml | dataset: activity | dataset: slot | UNKNOWN_PATH",
                "sample-agreement.json | `\"mine-data\"` | `\"other-data\"` | AGREEMENT_DIFFERS",
                "sample-agreement.json | 0000000000/000001 | 0000000000/000002 | AGREEMENT_DIFFERS",
                "sample-agreement.json | `\"/title\"` | `\"/summary\"` | NOT_PERMITTED",
                "sample-agreement.json | `\"dataset\": \"activity\"` | `\"dataset\": \"slot\"` | UNKNOWN_DATASET",
                "sample-agreement.json | `\"days\": 1095` | `\"days\": \"x\"` | TYPE"
            })
    void whatIsWrongIsFound(String file, String part, String wrong, String rule) throws IOException {
        Path folder = new PlatformSkeleton("mine", "http").writeTo(home);
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(part);
        Files.writeString(folder.resolve(file), text.replace(part, wrong));

        List<Finding> findings = CHECK.check(PlatformFolder.read(folder)).findings();

        assertThat(findings).extracting(Finding::rule).contains(rule);
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.file()).startsWith("mine/");
            assertThat(finding.line()).isPositive();
            assertThat(finding.zh()).isNotBlank();
            assertThat(finding.en()).isNotBlank();
        });
    }

    @Test
    void everyTypoOfAFileIsToldAtOnce() throws IOException {
        Path folder = new PlatformSkeleton("mine", "http").writeTo(home);
        Path descriptor = folder.resolve("descriptor.yaml");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replace("maxInFlight", "inFlight").replace("audience:", "Audience:"));

        assertThat(CHECK.check(PlatformFolder.read(folder)).findings())
                .extracting(Finding::path)
                .contains("/audience", "/Audience", "/limits/maxInFlight", "/limits/inFlight");
    }

    @Test
    void readsNothingOutsideTheFolderAndNothingEndless() throws IOException {
        Path folder = new PlatformSkeleton("mine", "http").writeTo(home);
        Path secret = Files.writeString(home.resolve("secret"), "id: x");
        Path mapping = folder.resolve("slot.mapping.yaml");
        Files.createSymbolicLink(mapping, secret);
        assertThat(refusal(folder)).isEqualTo(Reason.FILE_OUTSIDE);
        Files.delete(mapping);
        Files.createDirectory(mapping);
        assertThat(refusal(folder)).isEqualTo(Reason.FILE_OUTSIDE);
        Files.delete(mapping);
        Files.write(mapping, new byte[10 << 20]);
        assertThat(refusal(folder)).isEqualTo(Reason.FILE_TOO_LONG);
        Files.delete(mapping);
        for (int i = 0; i < 101; i++) {
            Files.createFile(folder.resolve("x" + i + ".mapping.yaml"));
        }
        assertThat(refusal(folder)).isEqualTo(Reason.FILE_TOO_LONG);
        assertThat(refusal(home.resolve("nothing"))).isEqualTo(Reason.FILE_MISSING);
    }

    @Test
    void aFolderOfTheHomeTakesThePlaceOfThatOfTheJar() throws IOException {
        Path folder = new PlatformSkeleton("qingdao", "http").writeTo(home);
        Files.createDirectories(home.resolve(".git"));

        Platforms platforms = Platforms.load(Fixtures.DATASETS, home);

        assertThat(platforms.find("qingdao").orElseThrow().descriptor().name().en())
                .isEqualTo("Example platform");
        assertThat(platforms.find("capability-center")).isPresent();
        assertThat(Platforms.load(Fixtures.DATASETS, home.resolve("nothing")).all())
                .hasSameSizeAs(Fixtures.PLATFORMS.all());
        PlatformFolder before = PlatformFolder.read(folder);
        assertThat(before.isSameAs(PlatformFolder.read(folder))).isTrue();
        Files.writeString(folder.resolve("README"), "not ours");
        assertThat(before.isSameAs(PlatformFolder.read(folder))).isTrue();
        Files.write(folder.resolve("sample-agreement.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(before.isSameAs(PlatformFolder.read(folder))).isFalse();
    }

    private static Reason refusal(Path folder) {
        MappingRefused refused = catchThrowableOfType(MappingRefused.class, () -> PlatformFolder.read(folder));
        assertThat(refused).isNotNull();
        return refused.reason();
    }
}
