package org.shuqiao.routes.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys by which a server is known. */
class HostKeysTest {

    private static String line(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, 256, ssh-ed25519",
        "ecdsa-sha2-nistp256, 256, ecdsa-sha2-nistp256",
        "ssh-rsa, 2048, rsa-sha2-512"
    })
    void aPinnedKeyIsKnownAndAskedFor(String type, int bits, String signature) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(type, bits);

        HostKeys keys = HostKeys.parse("# of the server\n\n" + line(pair) + " root@server\n");

        assertThat(keys.has(pair.getPublic())).isTrue();
        assertThat(keys.has(KeyUtils.generateKeyPair(type, bits).getPublic())).isFalse();
        assertThat(keys.signatures().get(0).getName()).isEqualTo(signature);
        assertThat(keys.signatures()).noneMatch(one -> one.getName().equals("ssh-rsa"));
    }

    @Test
    void twoAreKnownWhileAServerChangesItsKey() throws Exception {
        KeyPair old = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        KeyPair next = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);

        HostKeys keys = HostKeys.parse(line(old) + "\n" + line(next));

        assertThat(keys.has(old.getPublic()) && keys.has(next.getPublic())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 %%%"})
    void whatIsNoKeyIsRefusedByItsLine(String line) {
        assertThatThrownBy(() -> HostKeys.parse("# first\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }
}
