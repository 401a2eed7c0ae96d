package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.MissingSignature;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.WrongSignature;

class CheckpointTest {
    private static final String ORIGIN = "log.example/数桥";
    private static final byte[] ROOT = LogHash.SM3.leaf(utf8("leaf"));

    /** Signed by OpenSSL with the key of GB/T 32918.5-2017, A.2. */
    private static final String BY_OPENSSL =
            """
            log.example/shuqiao
            1
            Os27CH8pfHYAmmpB10XPy3npZe3ipdublHrVdw8jihE=
            hash sm3

            — log.example/shuqiao kZAuETBFAiBMSX/GqmZKgDGmaLy0YHE++7ZM6oeegPhtxwRa+vbJJQIhAOO5NxmgqDwwADuEma+cnE/QVv3/caNWsWWj2KSGseF2
            """;

    /** The example of C2SP tlog-checkpoint. */
    private static final String BY_ANOTHER_PROGRAM =
            """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            """;

    @TempDir
    private Path folder;

    private DevelopmentAuthority authority;
    private Signer signer;
    private LogKey key;
    private String note;

    @BeforeEach
    void sign() throws Exception {
        authority = Samples.authority(folder);
        signer = authority.issue("log", "log").signer(RANDOM);
        key = LogKey.of(ORIGIN, signer.chain());
        note = text(SignedCheckpoint.sign(checkpoint(ORIGIN), key, signer));
    }

    @Test
    void hasTheTextOfTheSpecification() {
        String root = Base64.getEncoder().encodeToString(ROOT);

        assertThat(checkpoint(ORIGIN).text()).isEqualTo(ORIGIN + "\n1\n" + root + "\nhash sm3\n");
        assertThat(new Checkpoint(ORIGIN, LogHash.SHA_256, 0, ROOT).text()).isEqualTo(ORIGIN + "\n0\n" + root + "\n");
    }

    @Test
    void comesBackAsItWasSigned() throws Exception {
        SignedCheckpoint back = parse(note);
        back.verify(key);

        assertThat(back.checkpoint()).isEqualTo(checkpoint(ORIGIN)).hasSameHashCodeAs(checkpoint(ORIGIN));
        assertThat(back.checkpoint().head()).isEqualTo(new TreeHead(1, ROOT));
        assertThat(back.bytes()).isEqualTo(utf8(note));
        assertThat(back).isEqualTo(parse(note)).hasSameHashCodeAs(parse(note));
    }

    @Test
    void readsTheExampleOfTheSpecification() throws Exception {
        Checkpoint checkpoint = parse(BY_ANOTHER_PROGRAM).checkpoint();

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.hash()).isEqualTo(LogHash.SHA_256);
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(HexFormat.of().formatHex(checkpoint.root())).startsWith("0ac5186a91863e8e1d90c808014aa89bf5da8e3e");
    }

    @Test
    void holdsWhenOpenSslSignedIt() throws Exception {
        parse(BY_OPENSSL).verify(LogKey.parse(LogKeyTest.TEXT));
    }

    @Test
    void holdsForOpenSsl() throws Exception {
        var openSsl = new OpenSsl(folder);
        openSsl.write("checkpoint.txt", utf8(note));
        openSsl.write("key.der", key.publicKeySpki());

        OpenSsl.Result result = openSsl.shell(
                """
                openssl pkey -pubin -inform DER -in key.der -out key.pem
                sed '/^$/,$d' checkpoint.txt > text
                tail -n 1 checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c +5 > signature.der
                openssl dgst -sm3 -sigopt distid:1234567812345678 -verify key.pem -signature signature.der text
                """);

        assertThat(result.output()).isEqualTo("Verified OK\n");
    }

    @Test
    void refusesEveryChangedBit() throws Exception {
        byte[] bytes = utf8(note);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> SignedCheckpoint.parse(changed).verify(key))
                    .isInstanceOfAny(MalformedCheckpoint.class, SignatureRefused.class);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (int chars = 0; chars < note.length(); chars++) {
            assertMalformed(note.substring(0, chars));
        }
    }

    @Test
    void refusesAnotherOrigin() throws Exception {
        String other = note.replaceFirst(ORIGIN, "other.example");

        assertThatExceptionOfType(MissingSignature.class)
                .isThrownBy(() -> parse(other).verify(key));
        assertThatExceptionOfType(MissingSignature.class)
                .isThrownBy(() -> parse(note).verify(LogKey.of("other.example", signer.chain())));
    }

    /** A key of that name that signed another text is a forger's work; a key nobody has named is nobody. */
    @Test
    void tellsAWrongSignatureFromAMissingOne() throws Exception {
        String other = note.replaceFirst("\n1\n", "\n2\n");
        LogKey stranger =
                LogKey.of(ORIGIN, authority.issue("stranger", "stranger").chain());

        assertThatExceptionOfType(WrongSignature.class)
                .isThrownBy(() -> parse(other).verify(key));
        assertThatExceptionOfType(MissingSignature.class)
                .isThrownBy(() -> parse(note).verify(stranger));
    }

    @Test
    void keepsSignaturesOfWitnessesUnread() throws Exception {
        String witnessed = note + "— witness.example AAAAAQABAgM=\n" + "— " + ORIGIN + " AAAAAQABAgM=\n";
        SignedCheckpoint parsed = parse(witnessed);
        parsed.verify(key);

        assertThat(parsed.bytes()).isEqualTo(utf8(witnessed));
    }

    @Test
    void takesSixteenSignaturesAndNoMore() throws Exception {
        var sixteen = new StringBuilder(note);
        for (int i = 1; i < 16; i++) {
            sixteen.append("— witness").append(i).append(" AAAAAQABAgM=\n");
        }
        parse(sixteen.toString()).verify(key);

        assertMalformed(sixteen.append("— witness AAAAAQABAgM=\n").toString());
    }

    @Test
    void refusesTwoSignaturesOfOneKey() {
        String last = note.substring(note.indexOf("— "));

        assertMalformed(note + last);
        assertMalformed(note + "— witness AAAAAQABAgM=\n— witness AAAAAQABAgQ=\n");
    }

    @Test
    void refusesNotesThatAreNotExactlySo() {
        String root = Base64.getEncoder().encodeToString(ROOT);
        for (String other : new String[] {
            "",
            "\n",
            "\n\n",
            note + "\n",
            "\n" + note,
            note.replace("\n", "\r\n"),
            note.replace("\n\n", "\n"),
            note.replace("\n\n", "\n\n\n"),
            note.replace("\n\n", "\n\u00a0\n"),
            note.replaceFirst("\n1\n", "\n01\n"),
            note.replaceFirst("\n1\n", "\n+1\n"),
            note.replaceFirst("\n1\n", "\n-1\n"),
            note.replaceFirst("\n1\n", "\n 1\n"),
            note.replaceFirst("\n1\n", "\n1.0\n"),
            note.replaceFirst("\n1\n", "\n１\n"),
            note.replaceFirst("\n1\n", "\n\n"),
            note.replaceFirst("\n1\n", "\n9223372036854775808\n"),
            note.replaceFirst("\n1\n", "\n" + "9".repeat(5_000) + "\n"),
            note.replace(root, root.substring(0, 43)),
            note.replace(root, root.substring(0, 42) + "F="),
            note.replace(root, root.substring(0, 40)),
            note.replace(root, root + root),
            note.replace(root, root.substring(0, 20) + " " + root.substring(20)),
            note.replace(root, root + "\nextension"),
            note.replace("hash sm3\n", "hash sm3\nextension\n"),
            note.replace("hash sm3\n", "hash sm3\nhash sm3\n"),
            note.replace("hash sm3\n", "hash sha256\n"),
            note.replace("hash sm3\n", "hash SM3\n"),
            note.replaceFirst(ORIGIN, ""),
            note.replaceFirst(ORIGIN, "a b"),
            note.replaceFirst(ORIGIN, "a+b"),
            note.replaceFirst(ORIGIN, "a".repeat(256)),
            note.replace("— ", "- "),
            note.replace("— ", "—"),
            note.replace("— ", "—  "),
            note.replace("— ", " — "),
            note.replace("— " + ORIGIN, "— "),
            note.substring(0, note.indexOf("— ")),
            note.substring(0, note.indexOf("— ")) + "— witness AAAAAQ==\n",
            note.substring(0, note.indexOf("— ")) + "— witness AAAAAQABAgN=\n",
            note.substring(0, note.indexOf("— ")) + "— witness\n",
            note + "— witness " + "A".repeat(16_384) + "\n"
        }) {
            assertMalformed(other);
        }
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = utf8(note);
        bytes[12] = (byte) 0xff;

        assertThatExceptionOfType(MalformedCheckpoint.class).isThrownBy(() -> SignedCheckpoint.parse(bytes));
    }

    @Test
    void isNotSignedByAKeyThatNobodyCouldVerifyItWith() throws Exception {
        Signer other = authority.issue("other", "other").signer(RANDOM);

        assertThatIllegalArgumentException().isThrownBy(() -> SignedCheckpoint.sign(checkpoint(ORIGIN), key, other));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedCheckpoint.sign(checkpoint("other.example"), key, signer));
    }

    @Test
    void isNotMadeFromWhatIsNoTree() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(ORIGIN, LogHash.SM3, -1, ROOT));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(ORIGIN, LogHash.SM3, 1, new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a\nb", LogHash.SM3, 1, ROOT));
    }

    private static Checkpoint checkpoint(String origin) {
        return new Checkpoint(origin, LogHash.SM3, 1, ROOT);
    }

    private static SignedCheckpoint parse(String note) throws MalformedCheckpoint {
        return SignedCheckpoint.parse(utf8(note));
    }

    private static String text(SignedCheckpoint signed) {
        return new String(signed.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Refused before any key is asked, with nothing of the note in the message. */
    private void assertMalformed(String other) {
        assertThatExceptionOfType(MalformedCheckpoint.class)
                .isThrownBy(() -> parse(other))
                .withMessageNotContaining(ORIGIN)
                .withNoCause();
    }
}
