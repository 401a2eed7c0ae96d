package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The evidence of a transfer, checked as its own VERIFY.md says, by OpenSSL and nothing of ours. */
@ExtendWith(OneGateway.class)
class EvidenceTest {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final JsonNode transfer;

    @TempDir
    private Path folder;

    EvidenceTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    @Test
    void everyCommandOfTheGuideSucceeds() throws Exception {
        unpack();

        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(8);
        for (String block : blocks) {
            assertThat(exitCode(block)).as(block).isZero();
        }
    }

    @Test
    void aFlippedByteOfThePayloadIsFound() throws Exception {
        unpack();
        flip("payload.json");

        assertThat(failing()).isNotEmpty().allMatch(block -> block.contains("payload"));
    }

    @Test
    void aFlippedByteOfTheReceiptIsFound() throws Exception {
        unpack();
        flip("receipt-1.json");

        assertThat(failing()).isNotEmpty().allMatch(block -> block.contains("receipt-1"));
    }

    @Test
    void holdsThePayloadThatArrived() throws Exception {
        unpack();

        assertThat(folder.resolve("payload.json"))
                .hasBinaryContent(gateway.platform()
                        .calls(transfer.required("transferId").stringValue())
                        .get(0)
                        .body());
    }

    @Test
    void isTheSameFileEveryTime() {
        assertThat(center.evidence(transfer).expect(200).body())
                .isEqualTo(center.evidence(transfer).expect(200).body());
    }

    private void unpack() throws IOException {
        Answer answer = center.evidence(transfer).expect(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private void flip(String file) throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve(file));
        content[content.length / 2] ^= 1;
        Files.write(folder.resolve(file), content);
    }

    private List<String> failing() throws IOException {
        return blocks().stream().filter(block -> exitCode(block) != 0).toList();
    }

    private List<String> blocks() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(folder.resolve("VERIFY.md"), UTF_8))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private int exitCode(String block) {
        try {
            Process shell = new ProcessBuilder("sh", "-e", "-c", block)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("shell.out").toFile())
                    .start();
            assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return shell.exitValue();
        } catch (IOException unstartable) {
            throw new IllegalStateException(unstartable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
