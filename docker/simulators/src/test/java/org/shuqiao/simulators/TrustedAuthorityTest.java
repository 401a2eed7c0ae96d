package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthorityTest {
    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static TrustedAuthority authority;

    private final Instant now = Instant.now();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = DevelopmentKeys.create(home);
        keys.openSsl().authority("impostor", "Test CA");
        keys.openSsl().leaf("stranger", "impostor", 20);
        keys.openSsl().leaf("outliving", "ca", 20_000);
        keys.openSsl().foreignLeaf("foreign");
        authority = new TrustedAuthority(new Kona(), keys.certificate("ca"));
    }

    @Test
    void trustsItsOwnLeafAlsoTheSecondTime() {
        assertThat(authority.trust(keys.certificate("gateway"), now)).isPresent();
        assertThat(authority.trust(keys.certificate("gateway"), now)).isPresent();
    }

    @Test
    void rejectsALeafOfAnImpostorWithTheSameName() {
        assertThat(authority.trust(keys.certificate("stranger"), now)).isEmpty();
    }

    @Test
    void rejectsALeafOnAnotherCurve() {
        assertThat(authority.trust(keys.certificate("foreign"), now)).isEmpty();
    }

    @Test
    void rejectsALeafOutsideItsValidityEvenIfItWasTrustedBefore() {
        assertThat(authority.trust(keys.certificate("gateway"), now)).isPresent();
        assertThat(authority.trust(keys.certificate("gateway"), now.plus(Duration.ofDays(21))))
                .isEmpty();
        assertThat(authority.trust(keys.certificate("gateway"), now.minus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void rejectsALeafThatOutlivesItsAuthority() {
        assertThat(authority.trust(keys.certificate("outliving"), now)).isPresent();
        assertThat(authority.trust(keys.certificate("outliving"), now.plus(Duration.ofDays(40))))
                .isEmpty();
    }

    @Test
    void readsDatesBeyond2049() throws MalformedDer {
        SmCertificate outliving = SmCertificate.parse(keys.certificate("outliving"));
        assertThat(outliving.isValidAt(Instant.parse("2055-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void rejectsAnyFlippedByteAndAnyCut() {
        byte[] leaf = keys.certificate("gateway");
        for (int i = 0; i < leaf.length; i += 7) {
            byte[] flipped = leaf.clone();
            flipped[i] ^= 1;
            assertThat(authority.trust(flipped, now)).as("byte " + i).isEmpty();
            assertThat(authority.trust(Arrays.copyOf(leaf, i), now))
                    .as("cut " + i)
                    .isEmpty();
        }
    }
}
