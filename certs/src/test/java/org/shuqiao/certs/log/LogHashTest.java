package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.Sm3;

class LogHashTest {
    private final byte[] left = LogHash.SM3.leaf(utf8("left"));
    private final byte[] right = LogHash.SM3.leaf(utf8("right"));

    @Test
    void putsAByteBeforeLeavesAndAnotherBeforeNodes() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");

        assertThat(LogHash.SM3.leaf(utf8("entry"))).isEqualTo(Sm3.digest(new byte[] {0}, utf8("entry")));
        assertThat(LogHash.SM3.node(left, right)).isEqualTo(Sm3.digest(new byte[] {1}, left, right));
        assertThat(LogHash.SM3.empty()).isEqualTo(Sm3.digest());
        assertThat(LogHash.SHA_256.leaf(utf8("entry"))).isEqualTo(sha256.digest(utf8("\0entry")));
        assertThat(LogHash.SHA_256.empty()).isEqualTo(sha256.digest());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(LogHash hash) {
        assertThat(LogHash.of(hash.id())).isEqualTo(hash);
        assertThatIllegalArgumentException().isThrownBy(() -> LogHash.of(hash.name()));
    }

    @Test
    void hashesAsOpenSslDoes(@TempDir Path folder) throws Exception {
        var openSsl = new OpenSsl(folder);
        openSsl.write("left", left);
        openSsl.write("right", right);

        assertThat(openSsl.shell("{ printf '\\001'; cat left right; } | openssl dgst -sm3 -r")
                        .output())
                .startsWith(HexFormat.of().formatHex(LogHash.SM3.node(left, right)));
    }
}
