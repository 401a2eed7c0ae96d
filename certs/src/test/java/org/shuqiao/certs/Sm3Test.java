package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.utf8;

import com.tencent.kona.crypto.KonaCryptoProvider;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm3Test {
    @Test
    void matchesTheExamplesOfTheStandard() {
        // GB/T 32905-2016, annex A
        assertThat(Sm3.hex(utf8("abc"))).isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Sm3.hex(utf8("abcd".repeat(16))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void readsPartsAsOneMessage() {
        assertThat(Sm3.digest(utf8("a"), new byte[0], utf8("bc"))).isEqualTo(Sm3.digest(utf8("abc")));
        assertThat(Sm3.digest()).isEqualTo(Sm3.digest(new byte[0]));
    }

    @Test
    void runsOverWhatIsNeverTogether() {
        RunningSm3 running = new RunningSm3();
        byte[] bytes = utf8("xabcx");
        running.update(bytes, 1, 1);
        running.update(bytes, 2, 2);

        assertThat(running.hex()).isEqualTo(Sm3.hex(utf8("abc")));
        assertThat(running.hex()).as("begins anew").isEqualTo(Sm3.hex());
    }

    @Test
    void agreesWithKonaAtEveryLengthAroundABlock() throws Exception {
        MessageDigest kona = MessageDigest.getInstance("SM3", new KonaCryptoProvider());
        var random = new Random(1);
        for (int length = 0; length <= 260; length++) {
            var message = new byte[length];
            random.nextBytes(message);
            assertThat(Sm3.digest(message)).isEqualTo(kona.digest(message));
        }
    }

    @Test
    void agreesWithOpenSsl(@TempDir Path folder) throws Exception {
        var openSsl = new OpenSsl(folder);
        var message = new byte[100_003];
        new Random(2).nextBytes(message);
        openSsl.write("message", message);

        assertThat(openSsl.run("dgst", "-sm3", "-r", "message").output()).startsWith(Sm3.hex(message) + " ");
    }
}
