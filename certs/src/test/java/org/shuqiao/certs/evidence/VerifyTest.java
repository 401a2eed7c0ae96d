package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.PublishedLog;
import org.shuqiao.certs.log.SignedCheckpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private SampleTransfer transfer;
    private Path good;
    private Path bad;

    @BeforeEach
    void files() throws Exception {
        transfer = new SampleTransfer(home.resolve("keys"));
        Files.write(home.resolve("trust.json"), transfer.trust().bytes());
        byte[] zip = transfer.evidence().zip();
        good = Files.write(home.resolve("good.zip"), zip);
        zip[zip.length / 2] ^= 1;
        bad = Files.write(home.resolve("bad.zip"), zip);
    }

    private int run(Object... words) {
        out.reset();
        err.reset();
        var command = new ArrayList<String>();
        for (Object word : words) {
            command.add(word.toString());
        }
        return new Verify(utf8Stream(out), utf8Stream(err), home.toString()).run(command);
    }

    private static PrintStream utf8Stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsFactsAndChecksOfWhatHolds() {
        assertThat(run("verify", good)).isEqualTo(Verify.ALL_VALID);
        assertThat(printed())
                .contains("transfer 传输: " + transfer.id)
                .contains("platform 平台: qingdao")
                .contains("agreement 协议: agr-1 version 2")
                .contains("masking 脱敏规则: catalogue-1, SM3 ")
                .contains("transform 变换: /served/*/usci pseudonym version 1")
                .contains("receipt-1 回执: QD1 STORED 2026-11-21T08:30:02.120Z by CN=qingdao")
                .contains("log 日志: leaf 21 of 24, " + SampleLog.ORIGIN)
                .contains("stamped 时间戳: 2026-11-21T08:31:00.120Z")
                .contains("✓ signature 签名: covers every byte of statement.json")
                .contains("✓ receipt-1.signature 回执签名")
                .contains("VALID 有效, 23 checks passed")
                .doesNotContain("✗");
    }

    @Test
    void printsWhatDoesNotHold() {
        assertThat(run("verify", bad, good)).isEqualTo(Verify.SOMETHING_INVALID);
        assertThat(printed()).contains("✗ archive 归档文件", "INVALID 无效", "VALID 有效");
    }

    @Test
    void saysWhenThePayloadOfAMessageWasDeleted() throws Exception {
        var message = new SampleReturn(home.resolve("keys-of-return"));
        Path trust =
                Files.write(home.resolve("return-trust.json"), message.trust().bytes());
        Path withheld =
                Files.write(home.resolve("withheld.zip"), message.withheld().zip());

        assertThat(run("verify", "--trust", trust, withheld)).isEqualTo(Verify.ALL_VALID);
        assertThat(printed())
                .contains("message 回流消息: " + message.id)
                .contains("deleted 删除: 2026-11-21T08:30:30.120Z by the rule visit-30-days")
                .contains("✓ deletion.inclusion 删除记录收录证明")
                .contains("VALID_PAYLOAD_WITHHELD 有效,数据已删除, payload deleted on 2026-11-21T08:30:30.120Z, 24 checks");
        assertThat(run("verify", "--json", "--trust", trust, withheld)).isEqualTo(Verify.ALL_VALID);
        JsonNode line = JsonMapper.shared().readTree(printed());
        assertThat(line.at("/verdict").asString()).isEqualTo("VALID_PAYLOAD_WITHHELD");
        assertThat(line.at("/facts/type").asString()).isEqualTo("shuqiao.return.v1");
        assertThat(line.at("/facts/deletion/rule").asString()).isEqualTo("visit-30-days");
    }

    @Test
    void printsAJsonObjectALine() {
        assertThat(run("verify", "--json", good, bad, home.resolve("none"))).isEqualTo(Verify.NOT_DONE);
        List<JsonNode> lines =
                printed().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).at("/verdict").asString()).isEqualTo("VALID");
        assertThat(lines.get(0).at("/facts/transferId").asString()).isEqualTo(transfer.id.toString());
        assertThat(lines.get(0).at("/facts/receipts/0/stage").asString()).isEqualTo("STORED");
        assertThat(lines.get(0).at("/checks/0/name").asString()).isEqualTo("archive");
        assertThat(lines.get(1).at("/verdict").asString()).isEqualTo("INVALID");
        assertThat(lines.get(1).at("/checks/0/passed").asBoolean()).isFalse();
        assertThat(lines.get(2).has("unreadable")).isTrue();
    }

    @Test
    void takesTheTrustFileThatIsNamed() throws Exception {
        var nobody = new Trust(List.of(), List.of(), List.of(), List.of(), List.of());
        Path file = Files.write(home.resolve("nobody.json"), nobody.bytes());
        assertThat(run("verify", "--trust", file, good)).isEqualTo(Verify.SOMETHING_INVALID);
        assertThat(printed()).contains("✗ certificate 签名证书: certificate refused: UNTRUSTED");
    }

    @Test
    void saysWhatItCannotDo() throws Exception {
        assertThat(run("verify", home.resolve("none"))).isEqualTo(Verify.NOT_DONE);
        assertThat(printed()).contains("✗ unreadable 无法读取: there is no such file");
        assertThat(run("verify", home)).isEqualTo(Verify.NOT_DONE);
        for (List<String> words : List.<List<String>>of(
                List.of(),
                List.of("check"),
                List.of("verify"),
                List.of("verify", "--what", "x"),
                List.of("verify", "--kept", "x", "y"),
                List.of("verify", "x", "--trust"),
                List.of("verify-log", "a", "b"),
                List.of("verify", "a\0b"))) {
            assertThat(run(words.toArray())).as("%s", words).isEqualTo(Verify.NOT_DONE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: shuqiao verify");
        }
        Files.writeString(home.resolve("trust.json"), "{}");
        assertThat(run("verify", good)).isEqualTo(Verify.NOT_DONE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the trust file cannot be relied on");
        Files.delete(home.resolve("trust.json"));
        assertThat(run("verify", good)).isEqualTo(Verify.NOT_DONE);
    }

    @Test
    void takesAFileWhoseNameLooksLikeAnOption() {
        assertThat(run("verify", "--", "--json")).isEqualTo(Verify.NOT_DONE);
        assertThat(printed()).contains("--json\n");
        assertThat(run("verify", "--help")).isEqualTo(Verify.ALL_VALID);
        assertThat(printed()).startsWith("Usage");
    }

    @Test
    void letsNoFileSteerTheTerminal() {
        assertThat(TextPrinter.printable("a\u001b[2Jb\rc\u202ed\u2066e\n数桥 ✓"))
                .isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffd数桥 ✓");
        assertThat(TextPrinter.printable("x".repeat(10_000))).hasSizeLessThan(400);
    }

    @Test
    void auditsALog() throws Exception {
        Path folder = Files.createDirectory(home.resolve("log"));
        Path kept = Files.createDirectory(home.resolve("kept"));
        var log = new PublishedLog(LogHash.SM3, folder, transfer.authority.issue("log", "log"));
        SignedCheckpoint first = log.grow(300);
        Files.write(kept.resolve("2026-11-20"), first.bytes());
        log.grow(100);
        Trust trust = transfer.trust();
        var withLog = new Trust(trust.authorities(), List.of(log.key()), List.of(), List.of(), List.of());
        Files.write(home.resolve("trust.json"), withLog.bytes());

        assertThat(run("verify-log", "--kept", kept, folder)).isEqualTo(Verify.ALL_VALID);
        assertThat(printed()).contains("✓ checkpoint 日志检查点", "✓ root 根哈希", "✓ tiles", "✓ entries", "✓ kept 留存的检查点");

        var other = new PublishedLog(LogHash.SM3, home.resolve("other"), transfer.authority.issue("log", "log"));
        other.grow(7);
        assertThat(run("verify-log", "--json", "--kept", kept, home.resolve("other")))
                .isEqualTo(Verify.SOMETHING_INVALID);
        assertThat(run("verify-log", home.resolve("empty"))).isEqualTo(Verify.SOMETHING_INVALID);
        assertThat(run("verify-log", "ftp://x", "--key-file", "x")).isEqualTo(Verify.SOMETHING_INVALID);
        assertThat(run("verify-log", "http://", folder)).isEqualTo(Verify.NOT_DONE);
    }
}
