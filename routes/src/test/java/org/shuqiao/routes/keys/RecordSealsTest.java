package org.shuqiao.routes.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.keys.SealBroken;

class RecordSealsTest {
    private static final UUID RECORD = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RecordSeals seals = new RecordSeals(new KeyVault(TestKeys.randomMaster(), RANDOM));

    private static byte[] body(int bytes) {
        byte[] body = new byte[bytes];
        RANDOM.nextBytes(body);
        return body;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1 << 20})
    void opensWhatItHasSealed(int bytes) throws Exception {
        byte[] body = body(bytes);

        assertThat(seals.open(seals.seal(body, RECORD, "c1"), RECORD, "c1")).isEqualTo(body);
    }

    @Test
    void opensNothingThatWasMovedOrCutOrIsOfAnother() {
        List<byte[]> parts = seals.seal(body(200_000), RECORD, "c1");
        List<byte[]> turned = List.of(parts.get(1), parts.get(0), parts.get(2), parts.get(3));

        for (List<byte[]> changed : List.of(turned, parts.subList(0, 3), Collections.nCopies(4, parts.get(0)))) {
            assertBroken(changed, RECORD, "c1");
        }
        assertBroken(parts, UUID.randomUUID(), "c1");
        assertBroken(parts, RECORD, "c2");
    }

    private void assertBroken(List<byte[]> parts, UUID record, String center) {
        assertThatThrownBy(() -> seals.open(parts, record, center)).isInstanceOf(SealBroken.class);
    }

    @Test
    void knowsTheSameBytesAgain() {
        byte[] body = body(1000);

        assertThat(seals.fingerprint(body)).isEqualTo(seals.fingerprint(body.clone()));
        assertThat(seals.fingerprint(body)).isNotEqualTo(seals.fingerprint(body(1000)));
    }
}
