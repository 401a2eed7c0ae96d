package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetachedCmsTest {
    private static final byte[] MESSAGE = "{\"type\":\"shuqiao.transfer.v1\"}".getBytes(UTF_8);

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static TrustedAuthority authority;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = DevelopmentKeys.create(home);
        authority = new TrustedAuthority(new Kona(), keys.certificate("ca"));
    }

    @ParameterizedTest
    @CsvSource({
        Cms.GM_SIGNED_DATA + "," + Cms.GM_DATA,
        Cms.PKCS7_SIGNED_DATA + "," + Cms.PKCS7_DATA,
        Cms.PKCS7_SIGNED_DATA + "," + Cms.GM_DATA
    })
    void readsTheTypesOfBothStandards(String signedData, String data) throws Exception {
        assertThat(holds(cms().types(signedData, data).der())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.156.10197.1.301", "1.2.156.10197.1.301.1", "1.2.156.10197.1.501"})
    void readsEachNameOfTheAlgorithmWithAndWithoutNull(String algorithm) throws Exception {
        assertThat(holds(cms().algorithm(algorithm, new byte[0]).der())).isTrue();
        assertThat(holds(cms().algorithm(algorithm, new byte[] {5, 0}).der())).isTrue();
        assertRefused(cms().algorithm(algorithm, new byte[] {5, 1, 0}));
    }

    @Test
    void findsTheSignerAmongOtherCertificates() throws Exception {
        byte[] der = cms().certificates(
                        keys.certificate("ca"), keys.certificate("qingdao"), keys.certificate("gateway"))
                .der();
        assertThat(DetachedCms.parse(der).certificate()).isEqualTo(keys.certificate("gateway"));
        assertThat(holds(der)).isTrue();
    }

    @Test
    void refusesOtherTypesDigestsAndAlgorithms() {
        assertRefused(cms().types(Cms.GM_DATA, Cms.GM_DATA));
        assertRefused(cms().types(Cms.GM_SIGNED_DATA, Cms.GM_SIGNED_DATA));
        assertRefused(cms().digest("2.16.840.1.101.3.4.2.1"));
        assertRefused(cms().algorithm("1.2.156.10197.1.301.3", new byte[0]));
        assertRefused(cms().algorithm("1.2.840.10045.4.3.2", new byte[0]));
    }

    @Test
    void refusesContentInsideAndSignedAttributes() {
        assertRefused(cms().content(MESSAGE));
        assertRefused(cms().signedAttributes());
    }

    @Test
    void refusesASignerWithoutCertificateAndAnyNumberOfSignersButOne() {
        assertRefused(cms().certificates());
        assertRefused(cms().certificates(keys.certificate("qingdao")));
        assertRefused(cms().certificates(new byte[] {0x30, 0}));
        assertRefused(cms().signers(0));
        assertRefused(cms().signers(2));
    }

    @Test
    void holdsForNoFlippedByteAndNoCut() throws Exception {
        byte[] der = cms().der();
        for (int i = 0; i < der.length; i++) {
            byte[] flipped = der.clone();
            flipped[i] ^= 1;
            assertThat(holds(flipped) && !isHarmless(der, flipped))
                    .as("byte " + i)
                    .isFalse();
            assertThat(holds(Arrays.copyOf(der, i))).as("cut " + i).isFalse();
        }
        assertThat(holds(Arrays.copyOf(der, der.length + 1))).isFalse();
    }

    /** The two version numbers, and 301 for 501 and back, say nothing about what was signed. */
    private static boolean isHarmless(byte[] der, byte[] flipped) throws MalformedDer {
        DetachedCms before = DetachedCms.parse(der);
        DetachedCms after = DetachedCms.parse(flipped);
        return Arrays.equals(before.certificate(), after.certificate())
                && Arrays.equals(before.signature(), after.signature());
    }

    private static Cms cms() {
        return Cms.of(keys, "gateway", MESSAGE);
    }

    private static boolean holds(byte[] der) {
        try {
            DetachedCms cms = DetachedCms.parse(der);
            return authority
                    .trust(cms.certificate(), Instant.now())
                    .filter(signer -> signer.accepts(MESSAGE, cms.signature()))
                    .isPresent();
        } catch (MalformedDer e) {
            return false;
        }
    }

    private static void assertRefused(Cms cms) {
        byte[] der = cms.der();
        assertThatThrownBy(() -> DetachedCms.parse(der)).isInstanceOf(MalformedDer.class);
    }
}
