package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.certs.log.Check;

/** Changes everything that can be changed. Nothing of it may be called valid, end in an exception or go unnamed. */
@ParameterizedClass
@EnumSource
class TamperCampaignTest {
    private static final int EVERY_BYTE_UP_TO = 4_096;
    private static final int STEP_BEYOND = 61;
    private static final int STEP_OF_OTHERS = 11;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The check that must fail whatever byte of the file changes; the guide's list of files notices it as well. */
    private static final Map<String, String> WATCHED_BY = Map.ofEntries(
            Map.entry("statement.json", "signature"),
            Map.entry("signature.der", "signature"),
            Map.entry("payload.json", "payload"),
            Map.entry("checkpoint.txt", "checkpoint"),
            Map.entry("timestamp.tsr", "timestamp"),
            Map.entry("agreement.content.json", "agreements"),
            Map.entry("agreement.provider.signature.der", "agreement.provider"),
            Map.entry("agreement.consumer.signature.der", "agreement.consumer"),
            Map.entry("agreement.consumer.paper.json", "agreement.consumer"),
            Map.entry("agreement.consumer.attested-1.signature.der", "agreement.consumer"),
            Map.entry("agreement.consumer.attested-2.signature.der", "agreement.consumer"),
            Map.entry("receipt-1.json", "receipt-1.signature"),
            Map.entry("receipt-1.signature.der", "receipt-1.signature"),
            Map.entry("return-receipt.json", "return-receipt.signature"),
            Map.entry("return-receipt.signature.der", "return-receipt.signature"),
            Map.entry("deletion.json", "deletion.inclusion"),
            Map.entry("receipt-entered-1.json", "receipt-entered-1.signature"),
            Map.entry("receipt-entered-1.signature.der", "receipt-entered-1.signature"),
            Map.entry("breach-1.json", "breach-1.inclusion"));

    private static final Set<String> NOT_IN_THE_FIRST = Set.of(
            "agreement.consumer.paper.json",
            "agreement.consumer.attested-1.signature.der",
            "agreement.consumer.attested-2.signature.der",
            "return-receipt.json",
            "return-receipt.signature.der",
            "deletion.json",
            "breach-1.json");

    @TempDir
    private static Path keys;

    private static EvidenceVerifier verifier;
    private static Believed believed;
    private static byte[] zip;
    private static Map<String, byte[]> members;
    private static Map<String, byte[]> others;

    @Parameter
    private Kind kind;

    /** What there is evidence of. */
    enum Kind {
        TRANSFER {
            @Override
            List<Evidence> collect(SampleReturn unused) throws Exception {
                var transfer = unused.world;
                Evidence evidence = transfer.evidence();
                transfer.id = UUID.fromString("019aa5c1-7d00-7000-8000-00000000000f");
                transfer.payload = utf8("{}");
                return List.of(evidence, transfer.settle().evidence());
            }
        },
        PAPER {
            @Override
            List<Evidence> collect(SampleReturn unused) throws Exception {
                var transfer = unused.world.onPaper(unused.world.signer("officer-a"), unused.world.signer("officer-b"));
                Evidence evidence = transfer.evidence();
                transfer.id = UUID.fromString("019aa5c1-7d00-7000-8000-00000000000f");
                transfer.payload = utf8("{}");
                transfer.settle();
                transfer.attest(transfer.paper(), transfer.signer("officer-c"), transfer.signer("officer-a"));
                return List.of(evidence, transfer.evidence());
            }
        },
        WITHHELD_TRANSFER {
            @Override
            List<Evidence> collect(SampleReturn unused) throws Exception {
                var transfer = unused.world;
                Evidence evidence = transfer.withheld();
                transfer.id = UUID.fromString("019aa5c1-7d00-7000-8000-00000000000f");
                transfer.payload = utf8("{}");
                return List.of(evidence, transfer.settle().withheld());
            }
        },
        LATE {
            @Override
            List<Evidence> collect(SampleReturn unused) throws Exception {
                var transfer = unused.world.late();
                Evidence evidence = transfer.evidence();
                transfer.id = UUID.fromString("019aa5c1-7d00-7000-8000-00000000000f");
                transfer.payload = utf8("{}");
                return List.of(evidence, transfer.settle().late().evidence());
            }
        },
        CARRIED {
            @Override
            List<Evidence> collect(SampleReturn unused) throws Exception {
                var transfer = unused.world.carried();
                Evidence evidence = transfer.evidence();
                transfer.id = UUID.fromString("019aa5c1-7d00-7000-8000-00000000000f");
                transfer.payload = utf8("{}");
                return List.of(evidence, transfer.settle().carried().evidence());
            }
        },
        RETURN {
            @Override
            List<Evidence> collect(SampleReturn message) throws Exception {
                Evidence evidence = message.evidence();
                return List.of(evidence, another(message).evidence());
            }
        },
        WITHHELD {
            @Override
            List<Evidence> collect(SampleReturn message) throws Exception {
                Evidence evidence = message.withheld();
                return List.of(evidence, another(message).withheld());
            }
        };

        /** @return evidence and that of another of the same kind */
        abstract List<Evidence> collect(SampleReturn message) throws Exception;

        private static SampleReturn another(SampleReturn message) {
            message.id = UUID.fromString("019aa5c1-7d00-7000-8000-0000000000af");
            message.payload = utf8("{}");
            return message.settle();
        }
    }

    @BeforeParameterizedClassInvocation
    static void collect(Kind kind) throws Exception {
        var sample = new SampleReturn(keys);
        List<Evidence> both = kind.collect(sample);
        zip = both.get(0).zip();
        members = StrictZip.read(zip);
        assertThat(members.get("VERIFY.md")).hasSizeGreaterThan(2 * EVERY_BYTE_UP_TO);
        others = StrictZip.read(both.get(1).zip());
        verifier = new EvidenceVerifier(sample.trust());
        believed = new Believed(sample.trust());
        assertThat(verifier.verify(zip).failures()).isEmpty();
        assertThat(verifier.verify(packed(others)).failures()).isEmpty();
    }

    private static Set<String> failed(byte[] tampered) {
        Report report = verifier.verify(tampered);
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        return report.failures().stream().map(Check::name).collect(Collectors.toSet());
    }

    private static byte[] packed(Map<String, byte[]> files) {
        var zip = new DeterministicZip();
        files.forEach(zip::add);
        return zip.toByteArray();
    }

    private static Map<String, byte[]> with(String name, byte[] content) {
        var changed = new LinkedHashMap<>(members);
        changed.put(name, content);
        return changed;
    }

    /** What a forger would do: the guide, and everything else that follows from other files, is written anew. */
    private static byte[] packedByForger(Map<String, byte[]> files) {
        try {
            return new MemberChecks(new EvidenceFiles(files, believed))
                    .evidence()
                    .zip();
        } catch (Exception unwritable) {
            return packed(files); // he cannot make it look right either
        }
    }

    private static byte[] flipped(byte[] content, int at) {
        byte[] flipped = content.clone();
        flipped[at] ^= (byte) (1 << (at % Byte.SIZE));
        return flipped;
    }

    @Test
    void findsEveryFlippedByteOfEveryFile() {
        members.forEach((name, content) -> IntStream.range(0, content.length)
                .filter(at -> (at < EVERY_BYTE_UP_TO && at % stepIn(name) == 0) || at % STEP_BEYOND == 0)
                .parallel()
                .forEach(at -> {
                    Set<String> failed = failed(packed(with(name, flipped(content, at))));
                    assertThat(failed).containsAnyOf("guide", "members");
                    if (WATCHED_BY.containsKey(name)) {
                        assertThat(failed).contains(WATCHED_BY.get(name));
                    }
                }));
    }

    /** What all kinds have alike is changed byte by byte in the first of them, and what only some have in those. */
    private int stepIn(String name) {
        return kind == Kind.TRANSFER || NOT_IN_THE_FIRST.contains(name) ? 1 : STEP_OF_OTHERS;
    }

    /** Every byte that belongs to the archive and to no file; those of the files only now and then, being changed above. */
    @Test
    void findsEveryFlippedByteOfTheArchive() {
        var ofFiles = new BitSet();
        int end = 0;
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            int start = end + LOCAL_HEADER_BYTES + member.getKey().length();
            end = start + member.getValue().length;
            ofFiles.set(start, end);
        }
        IntStream.range(0, zip.length)
                .filter(at -> !ofFiles.get(at) || at % STEP_BEYOND == 0)
                .parallel()
                .forEach(at -> assertThat(failed(flipped(zip, at))).contains("archive"));
    }

    /** Who writes the guide anew still cannot change what somebody else has signed. */
    @Test
    void findsWhatAForgerChanges() {
        members.keySet().stream().filter(WATCHED_BY::containsKey).forEach(name -> IntStream.range(
                        0, members.get(name).length)
                .filter(at -> at % 13 == 0)
                .parallel()
                .forEach(at -> assertThat(failed(packedByForger(with(name, flipped(members.get(name), at)))))
                        .contains(WATCHED_BY.get(name))));
        byte[] inclusion = members.get("inclusion.json");
        IntStream.range(0, inclusion.length).parallel().forEach(at -> {
            byte[] forged = packedByForger(with("inclusion.json", flipped(inclusion, at)));
            // The text of a leaf follows from other files: written anew it is what it was.
            assertThat(Arrays.equals(forged, zip) || !failed(forged).isEmpty()).isTrue();
        });
    }

    @Test
    void findsFilesOfAnotherTransfer() {
        for (String name : members.keySet()) {
            if (!others.containsKey(name) || Arrays.equals(members.get(name), others.get(name))) {
                continue;
            }
            assertThat(failed(packed(with(name, others.get(name))))).as(name).isNotEmpty();
            if (!name.equals("VERIFY.md") && !name.equals("receipt-1.received")) {
                assertThat(failed(packedByForger(with(name, others.get(name)))))
                        .as(name)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void findsAMissingFile() {
        for (String name : members.keySet()) {
            var fewer = new LinkedHashMap<>(members);
            fewer.remove(name);
            assertThat(failed(packed(fewer))).as(name).contains("guide");
        }
    }

    @Test
    void findsATruncatedOrContinuedArchive() {
        IntStream.iterate(0, length -> length < zip.length, length -> length + (length < zip.length - 200 ? 97 : 1))
                .forEach(
                        length -> assertThat(failed(Arrays.copyOf(zip, length))).containsExactly("archive"));
        assertThat(failed(Arrays.copyOf(zip, zip.length + 1))).containsExactly("archive");
    }

    @Test
    void findsFilesInAnotherOrder() {
        var reversed = new LinkedHashMap<String, byte[]>();
        List<String> names = List.copyOf(members.keySet());
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.put(names.get(i), members.get(names.get(i)));
        }
        assertThat(failed(packed(reversed))).contains("members");
    }

    @Test
    void findsAnUnknownFile() {
        for (String name : List.of(
                "x",
                "receipt-3.json",
                "agreement-3.json",
                "receipt-2.json",
                "agreement.other.txt",
                "return-receipt.json",
                "deletion.json",
                "return-receipt.received")) {
            assertThat(failed(packed(with(name, utf8("{}"))))).as(name).contains("members");
        }
    }

    @Test
    void findsEntriesOfOneName() {
        for (String twin : List.of("agreement.jsox", "statement.jsox")) {
            String name = twin.replace("jsox", "json");
            for (byte[] content : List.of(members.get(name), utf8("{}"))) {
                byte[] doubled = replace(packed(with(twin, content)), utf8(twin), utf8(name));
                assertThat(failed(doubled)).containsExactly("archive");
            }
        }
    }

    private static byte[] replace(byte[] content, byte[] what, byte[] by) {
        byte[] replaced = content.clone();
        for (int at = 0; at + what.length <= replaced.length; at++) {
            if (Arrays.equals(replaced, at, at + what.length, what, 0, what.length)) {
                System.arraycopy(by, 0, replaced, at, by.length);
            }
        }
        return replaced;
    }

    @Test
    void findsNamesThatLeaveTheFolder() {
        for (String name :
                List.of("../x", "..", "a/b", "/etc/x", "C:\\x", "x/", ".hidden", "\u0000", "证据", "x".repeat(101))) {
            assertThat(failed(packed(with(name, utf8("x"))))).as(name).containsExactly("archive");
        }
    }

    @Test
    void findsSignaturesInAnotherEncoding() throws Exception {
        List<String> signatures = WATCHED_BY.keySet().stream()
                .filter(name -> name.endsWith("signature.der") && members.containsKey(name))
                .toList();
        assertThat(signatures).hasSizeGreaterThanOrEqualTo(4);
        for (String name : signatures) {
            for (byte[] encoding : encodings(members.get(name))) {
                assertThat(failed(packedByForger(with(name, encoding)))).contains(WATCHED_BY.get(name));
            }
        }
    }

    private static List<byte[]> encodings(byte[] der) throws Exception {
        var sequence = ASN1Sequence.getInstance(der);
        BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
        BigInteger order = new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);
        byte[] longForm = new byte[der.length + 1];
        longForm[0] = 0x30;
        longForm[1] = (byte) 0x81;
        System.arraycopy(der, 1, longForm, 2, der.length - 1);
        return List.of(
                integers(r.negate(), s),
                integers(r, s.negate()),
                integers(r.subtract(BigInteger.ONE.shiftLeft(256)), s),
                integers(r.add(order), s),
                integers(r, s.add(order)),
                integers(r, order.subtract(s)),
                integers(BigInteger.ZERO, s),
                integers(r, BigInteger.ONE.shiftLeft(100_000)),
                new DERSequence(sequence.getObjectAt(0)).getEncoded(),
                Arrays.copyOf(der, der.length + 1),
                Arrays.copyOf(der, der.length - 1),
                new byte[0],
                new byte[] {0x30, (byte) 0x80, 0, 0},
                new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                longForm);
    }

    private static byte[] integers(BigInteger r, BigInteger s) throws Exception {
        return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
    }

    @Test
    void isNotHeldUpByAProofOfAMillionHashes() {
        var inclusion = SampleTransfer.ascii(members.get("inclusion.json"));
        String hash = "\"" + "0".repeat(64) + "\",";
        for (int hashes : List.of(64, 3_000, 200_000, 1_000_000)) {
            byte[] longer = utf8(inclusion.replaceFirst("\"path\":\\[", "\"path\":[" + hash.repeat(hashes)));
            assertThat(ProcessorTime.within(SOON, () -> failed(packed(with("inclusion.json", longer)))))
                    .contains(hashes < 1_000_000 ? "inclusion" : "archive");
        }
    }

    @Test
    void isNotHeldUpByDeepOrLongJson() {
        List<String> hostile = List.of(
                "[".repeat(200_000),
                "{\"a\":".repeat(50_000),
                "[" + "1,".repeat(100_000) + "1]",
                "{\"version\":1e999999999}",
                "{\"version\":" + "9".repeat(200_000) + "}",
                "\"" + "\\u0000".repeat(30_000) + "\"",
                "{\"a\":1,\"a\":1}",
                "null",
                "");
        for (String name :
                members.keySet().stream().filter(name -> name.endsWith(".json")).toList()) {
            for (String json : hostile) {
                ProcessorTime.within(SOON, () -> failed(packedByForger(with(name, utf8(json)))));
            }
        }
    }

    @Test
    void saysOfGarbageWhatItIs() {
        var random = new Random(6962);
        var names = new HashSet<>(members.keySet());
        for (int i = 0; i < 300; i++) {
            var files = new LinkedHashMap<String, byte[]>();
            for (String name : names) {
                var content = new byte[random.nextInt(300)];
                random.nextBytes(content);
                files.put(name, random.nextInt(3) == 0 ? content : members.get(name));
            }
            assertThat(failed(packed(files))).isNotEmpty();
            var garbage = new byte[random.nextInt(500)];
            random.nextBytes(garbage);
            assertThat(failed(garbage)).containsExactly("archive");
        }
    }
}
