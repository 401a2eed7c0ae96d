package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Evidence;
import org.shuqiao.certs.evidence.ReceiptSignature;
import org.shuqiao.gateway.cli.SubmissionStatus.Receipt;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;

class EvidenceCheckTest {
    private static final byte[] PAYLOAD = "{\"HDMC\":\"对接会\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RECEIPT = "{\"receiptId\":\"QD1\"}".getBytes(StandardCharsets.UTF_8);
    private static final UUID ID = new UUID(1, 2);

    private final SecureRandom random = new SecureRandom();
    private final StringWriter text = new StringWriter();
    private final Story story = new Story(new PrintWriter(text), false);

    @TempDir
    private Path home;

    private DevelopmentAuthority authority;
    private Signer gateway;
    private Signer platform;

    @BeforeEach
    void issue() throws IOException {
        authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), random);
        gateway = authority.issue("gateway", "gateway").signer(random);
        platform = authority.issue("qingdao", "qingdao").signer(random);
    }

    private byte[] evidence(byte[] payload) {
        String hash = Sm3.hex(PAYLOAD);
        byte[] statement = new Statement(
                        Statement.Type.TRANSFER,
                        ID,
                        ID,
                        DemoCenter.QINGDAO.usci(),
                        "qingdao",
                        "activity",
                        "A1",
                        1,
                        "公共数据开放共享",
                        List.of(new Statement.Agreement("a", 1, hash)),
                        new Statement.Mapping("m", hash),
                        new Statement.Masking("k", hash, Map.of()),
                        List.of(),
                        hash,
                        hash,
                        "application/json",
                        null,
                        Instant.now(),
                        "gateway")
                .canonicalBytes();
        return new Evidence(statement, gateway.sign(statement), gateway.chain(), payload, authority.trusted())
                .agreement(PAYLOAD, PAYLOAD, List.of())
                .receipt(
                        RECEIPT,
                        new ReceiptSignature(
                                platform.sign(RECEIPT), platform.chain(), SignatureProfile.DEFAULT_USER_ID),
                        Instant.now(),
                        "STORED",
                        null)
                .zip();
    }

    private static Transfer transfer() {
        Receipt receipt = new Receipt("QD1", "STORED", "2026-11-21T18:00:00.000+08:00", true);
        return new Transfer(
                ID.toString(),
                "qingdao",
                "STORED",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Sm3.hex(PAYLOAD),
                1,
                receipt,
                null);
    }

    private List<String> unmet(Path trusted, byte[] payload) throws Exception {
        Optional<OpenSsl> openSsl = OpenSsl.find();
        assumeTrue(openSsl.isPresent(), "no OpenSSL 3 on the path");
        new EvidenceCheck(home.resolve("evidence"), trusted, openSsl)
                .check(story, transfer(), evidence(payload), PAYLOAD);
        return story.unmet();
    }

    @Test
    void goodEvidenceHolds() throws Exception {
        assertThat(unmet(home.resolve("keys/ca.pem"), PAYLOAD)).isEmpty();
        assertThat(text.toString())
                .contains(gateway.chain().leafSerialHex(), platform.chain().leafSerialHex());
    }

    @Test
    void anotherPayloadDoesNot() throws Exception {
        byte[] other = PAYLOAD.clone();
        other[other.length - 3]++;

        assertThat(unmet(home.resolve("keys/ca.pem"), other)).hasSize(2);
    }

    @Test
    void anotherAuthorityDoesNot() throws Exception {
        DevelopmentAuthority.openOrCreate(home.resolve("others"), Clock.systemUTC(), random);

        assertThat(unmet(home.resolve("others/ca.pem"), PAYLOAD)).hasSize(2);
    }

    @Test
    void saysWhenThereIsNoOpenSsl() throws Exception {
        EvidenceCheck check =
                new EvidenceCheck(home.resolve("evidence"), home.resolve("keys/ca.pem"), Optional.empty());
        check.explain(story);
        check.check(story, transfer(), evidence(PAYLOAD), PAYLOAD);

        assertThat(story.unmet()).isEmpty();
        assertThat(text.toString()).contains("signatures are not checked");
    }

    @Test
    void refusesAFileNameThatLeavesTheFolder() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../escaped"));
            zip.write(1);
        }

        assertThatThrownBy(() -> EvidenceFolder.unpack(bytes.toByteArray(), home.resolve("evidence")))
                .isInstanceOf(IOException.class);
        assertThat(home.resolve("escaped")).doesNotExist();
    }
}
