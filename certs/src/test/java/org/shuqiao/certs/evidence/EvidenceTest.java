package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogHash;

class EvidenceTest {
    private static final byte[] PAYLOAD = utf8("{\"标题\":\"数字化转型\"}\n");
    private static final byte[] AGREEMENT = utf8("{\"profile\":\"cdg-1\"}");

    private static final String GUIDE = "VERIFY.md";

    /** The agreement as kept (its content is what was signed), and what only the gateway says. */
    private static final List<String> UNSIGNED = List.of("agreement.json", "receipt-1.received", "manifest.json");

    @TempDir
    private Path keys;

    @TempDir
    private Path folder;

    private DevelopmentAuthority authority;
    private byte[] statement;
    private byte[] receipt;
    private Evidence evidence;

    @BeforeEach
    void collect() throws Exception {
        authority = Samples.authority(keys);
        Signer gateway = signer("gateway");
        Signer center = signer("center");
        Signer platform = signer("qingdao");
        statement = Samples.statement(PAYLOAD, Sm3.hex(AGREEMENT)).canonicalBytes();
        receipt = utf8("{\"receiptId\":\"r-1\",\"payloadHash\":\"" + Sm3.hex(PAYLOAD) + "\"}");
        evidence = new Evidence(statement, gateway.sign(statement), gateway.chain(), PAYLOAD, authority.trusted())
                .agreement(
                        utf8("{\"id\":\"agr-1\",\"profile\":\"cdg-1\"}"),
                        AGREEMENT,
                        List.of(
                                new Evidence.Countersignature("provider", center.sign(AGREEMENT), center.chain()),
                                new Evidence.Countersignature("consumer", platform.sign(AGREEMENT), platform.chain())))
                .receipt(receipt, signed(platform, receipt), NOW.plusSeconds(2), "STORED", null)
                .receipt(utf8("{\"code\":\"1001\"}"), null, NOW.plusSeconds(3), "ACCEPTED", null);
    }

    private static ReceiptSignature signed(Signer signer, byte[] receipt) {
        return new ReceiptSignature(signer.sign(receipt), signer.chain(), SignatureProfile.DEFAULT_USER_ID);
    }

    private Signer signer(String name) throws Exception {
        return authority.issue(name, name).signer(RANDOM);
    }

    @Test
    void holdsEveryPartUnderItsName() throws Exception {
        Map<String, byte[]> parts = unzip(evidence.zip());
        assertThat(parts.keySet())
                .containsExactly(
                        "VERIFY.md",
                        "statement.json",
                        "signature.der",
                        "chain.pem",
                        "ca.pem",
                        "payload.json",
                        "agreement.json",
                        "agreement.content.json",
                        "agreement.provider.signature.der",
                        "agreement.provider.chain.pem",
                        "agreement.consumer.signature.der",
                        "agreement.consumer.chain.pem",
                        "receipt-1.json",
                        "receipt-1.received",
                        "receipt-1.signature.der",
                        "receipt-1.chain.pem",
                        "receipt-2.json",
                        "receipt-2.received");
        assertThat(parts.get("payload.json")).isEqualTo(PAYLOAD);
        assertThat(parts.get("statement.json")).isEqualTo(statement);
        assertThat(parts.get("receipt-1.json")).isEqualTo(receipt);
    }

    @Test
    void isVerifiedByTheCommandsInItsGuide() throws Exception {
        var openSsl = new OpenSsl(folder);
        extract(unzip(evidence.zip()));
        List<String> blocks = blocks(folder);
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(10);
        for (String block : blocks) {
            OpenSsl.Result result = openSsl.shell(block);
            assertThat(result.status()).as("%s%n%s", block, result.output()).isZero();
        }
        assertThat(openSsl.shell(String.join("\n", blocks)).status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void showsInItsGuideThatTheLogHoldsIt(LogHash hash) throws Exception {
        var openSsl = new OpenSsl(folder);
        for (int strangers : List.of(0, 6)) { // a path of one hash, and one that skips levels
            extract(unzip(new SampleTransfer(keys, hash, strangers).evidence().zip()));
            OpenSsl.Result result = openSsl.shell(String.join("\n", blocks(folder)));
            assertThat(result.status()).as(result.output()).isZero();
        }
    }

    @Test
    void isRefusedByTheCommandsInItsGuideWhenAByteIsFlipped() throws Exception {
        var openSsl = new OpenSsl(folder);
        Map<String, byte[]> parts = unzip(new SampleTransfer(keys).evidence().zip());
        extract(parts);
        List<String> blocks = blocks(folder);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            if (part.getKey().equals(GUIDE)) {
                continue;
            }
            byte[] flipped = part.getValue().clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(folder.resolve(part.getKey()), flipped);
            assertThat(openSsl.shell(blocks.get(1)).status())
                    .as("list of files: %s", part.getKey())
                    .isNotZero();
            if (!UNSIGNED.contains(part.getKey())) {
                String others = String.join(
                        "\n",
                        blocks.subList(2, blocks.size()).stream()
                                .filter(block -> block.contains(part.getKey()))
                                .toList());
                assertThat(openSsl.shell(others).status()).as(part.getKey()).isNotZero();
            }
            Files.write(folder.resolve(part.getKey()), part.getValue());
        }
        assertThat(openSsl.shell(String.join("\n", blocks)).status()).isZero();
    }

    @Test
    void isRefusedWhenTheReaderTrustsAnotherAuthority(@TempDir Path elsewhere) throws Exception {
        var openSsl = new OpenSsl(folder);
        extract(unzip(evidence.zip()));
        Files.write(
                folder.resolve("ca.pem"), Samples.authority(elsewhere).trusted().pem());
        assertThat(openSsl.shell(String.join("\n", blocks(folder))).status()).isNotZero();
    }

    @Test
    void isTheSameBytesForTheSameParts() {
        Evidence again = again();
        byte[] zip = again.zip();
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(again().zip()).isEqualTo(zip);
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Honolulu"));
            assertThat(again().zip()).isEqualTo(zip);
            assertThat(again.zip()).isEqualTo(zip);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private Evidence again() {
        try {
            return new Evidence(statement, new byte[] {1}, signer("gateway").chain(), PAYLOAD, authority.trusted())
                    .agreement(AGREEMENT, AGREEMENT, List.of())
                    .agreement(AGREEMENT, AGREEMENT, List.of())
                    .receipt(receipt, null, NOW, "STORED", null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void numbersAgreementsAfterTheFirst() throws Exception {
        assertThat(unzip(again().zip()))
                .containsKeys(
                        "agreement.json", "agreement.content.json", "agreement-2.json", "agreement-2.content.json");
    }

    @Test
    void saysSoWhenAReceiptIsUnsignedOrNamesNoPayload() throws Exception {
        String guide = new String(unzip(evidence.zip()).get("VERIFY.md"), StandardCharsets.UTF_8);
        assertThat(guide)
                .contains("receipt-2.json", "The platform did not sign it", "It does not name the payload by its SM3");
    }

    @Test
    void namesThePayloadByItsContentType() throws Exception {
        Map<String, String> names = Map.of(
                "application/json; charset=UTF-8", "payload.json",
                "Application/XML", "payload.xml",
                "text/xml", "payload.xml",
                "text/csv;charset=GB18030", "payload.csv",
                "application/vnd.ms-excel", "payload.bin",
                "../../x", "payload.bin");
        String text = new String(statement, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> name : names.entrySet()) {
            byte[] other = utf8(text.replace("application/json", name.getKey()));
            var parts = unzip(
                    new Evidence(other, new byte[1], signer("gateway").chain(), PAYLOAD, authority.trusted()).zip());
            assertThat(parts).containsKey(name.getValue());
        }
    }

    @Test
    void refusesAPartyThatIsNoFileName() throws Exception {
        CertificateChain chain = signer("gateway").chain();
        for (String party : List.of("", "../x", "a b", "Provider", "a;rm", "x".repeat(33))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Evidence.Countersignature(party, new byte[1], chain));
        }
    }

    @Test
    void refusesWhatIsNoStatement() throws Exception {
        CertificateChain chain = signer("gateway").chain();
        assertThatExceptionOfType(MalformedStatement.class)
                .isThrownBy(() -> new Evidence(PAYLOAD, new byte[1], chain, PAYLOAD, authority.trusted()));
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws Exception {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private void extract(Map<String, byte[]> parts) throws Exception {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            Files.write(folder.resolve(part.getKey()), part.getValue());
        }
    }

    private static List<String> blocks(Path folder) throws Exception {
        var matcher = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(folder.resolve("VERIFY.md")));
        var blocks = new ArrayList<String>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
