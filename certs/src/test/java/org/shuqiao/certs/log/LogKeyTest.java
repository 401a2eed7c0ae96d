package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.hex;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.Samples;

class LogKeyTest {
    /** The public key of GB/T 32918.5-2017, A.2. */
    private static final byte[] SPKI = hex(
            """
            3059301306072a8648ce3d020106082a811ccf5501822d034200
            0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
            ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13
            """
                    .replace("\n", ""));

    static final String TEXT = "log.example/shuqiao+91902e11+/3NtMi13aXRoLXNtMzBZMBMGByqGSM49AgEGCCqBHM9VAYItA0IABAn5"
            + "3zEeVCGhUN19Fh5LxcZyF5+tGDP8B2uwj/NW81AgzOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM=";

    @TempDir
    private Path folder;

    @Test
    void hasTheTextOfTheSpecification() {
        var key = new LogKey("log.example/shuqiao", SPKI);

        assertThat(key.text()).isEqualTo(TEXT);
        assertThat(key.keyId()).isEqualTo("91902e11");
        assertThat(LogKey.parse(TEXT))
                .isEqualTo(key)
                .hasSameHashCodeAs(key)
                .hasToString("LogKey[log.example/shuqiao+91902e11]");
    }

    @Test
    void hasTheKeyIdThatOthersCompute() throws Exception {
        var openSsl = new OpenSsl(folder);
        openSsl.write("key.der", SPKI);

        assertThat(openSsl.shell(
                                "{ printf 'log.example/shuqiao\\n\\377sm2-with-sm3'; cat key.der; } | openssl dgst -sha256 -r")
                        .output())
                .startsWith("91902e11");
    }

    @Test
    void isTheKeyOfTheLeaf() throws Exception {
        CertificateChain chain = Samples.authority(folder).issue("log", "log").chain();
        LogKey key = LogKey.of("log.example", chain);

        assertThat(LogKey.parse(key.text())).isEqualTo(key);
        assertThat(key).isNotEqualTo(LogKey.of("other.example", chain)).isNotEqualTo(new LogKey("log.example", SPKI));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a+b",
                "a\nb",
                "a\u0000",
                "a\u3000b",
                "a\u00a0b",
                "a\u2028b",
                "a\u007fb",
                "\ud800"
            })
    void refusesNamesThatANoteCannotHold(String name) {
        assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> new LogKey(name, SPKI));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(new LogKey("a".repeat(255), SPKI).name()).hasSize(255);
        assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> new LogKey("a".repeat(256), SPKI));
    }

    @Test
    void refusesTextsThatAreNotExactlySo() {
        for (String text : new String[] {
            "",
            "+",
            "++",
            TEXT + "\n",
            TEXT + " ",
            TEXT + "=",
            " " + TEXT,
            TEXT.replace("91902e11", "91902E11"),
            TEXT.replace("91902e11", "91902e12"),
            TEXT.replace("91902e11", "091902e11"),
            TEXT.replace("shuqiao", "shuqiap"),
            TEXT.replace("rRM=", "rRN="), // other bits behind the last byte
            TEXT.replace("rRM=", "rRM"),
            TEXT.replace("+/3Nt", "+AHNt"),
            TEXT.substring(0, TEXT.length() - 8),
            TEXT.replace("+/3", "+AAAA/3"),
            "x".repeat(1_000_000)
        }) {
            assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> LogKey.parse(text));
        }
    }

    @Test
    void refusesKeysThatAreNotOnTheCurveInTheirOneForm() {
        for (int i = 0; i < SPKI.length; i++) {
            byte[] changed = SPKI.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> new LogKey("log", changed));
        }
        byte[] compressed = hex("3039301306072a8648ce3d020106082a811ccf5501822d032200"
                + "0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020");
        assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> new LogKey("log", compressed));
        assertThatExceptionOfType(MalformedLogKey.class).isThrownBy(() -> new LogKey("log", new byte[0]));
    }

    @Test
    void givesNoHoldOnItsBytes() {
        var key = new LogKey("log.example/shuqiao", SPKI.clone());
        key.publicKeySpki()[0]++;

        assertThat(key.text()).isEqualTo(TEXT);
    }
}
