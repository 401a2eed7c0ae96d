package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitalEnvelopeTest {
    @TempDir
    private Path dir;

    private DecryptionKey key;

    @BeforeEach
    void makeKey() throws Exception {
        key = Samples.authority(dir).issueEncryption("platform-enc", "platform");
    }

    @Test
    void opensWhatWasSealed() throws Exception {
        for (byte[] content : new byte[][] {{}, utf8("x"), utf8("十六".repeat(100)), new byte[100_000]}) {
            var sealed = DigitalEnvelope.seal(content, key.chain(), RANDOM);
            assertThat(DigitalEnvelope.open(sealed, key)).isEqualTo(content);
            assertThat(sealed.data()).hasSize(12 + content.length + 16);
        }
    }
}
