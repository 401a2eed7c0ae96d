package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import com.tencent.kona.crypto.KonaCryptoProvider;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSm3Test {
    @Test
    void matchesTheKnownAnswer() {
        assertThat(new HmacSm3(utf8("0123456789abcdef")).mac(utf8("91350100M000100Y43")))
                .isEqualTo(hex("b100bd140ce20fe30de4c0c8e36a965a94a68ed0592fd9b277bae8b648ebb1e1"));
    }

    @Test
    void agreesWithKonaForKeysShorterAndLongerThanABlock() throws Exception {
        Mac kona = Mac.getInstance("HmacSM3", new KonaCryptoProvider());
        var random = new Random(3);
        for (int length = 1; length <= 200; length++) {
            var key = new byte[length];
            var message = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(message);
            kona.init(new SecretKeySpec(key, "HmacSM3"));
            assertThat(new HmacSm3(key).mac(message)).isEqualTo(kona.doFinal(message));
        }
    }

    @Test
    void readsPartsAsOneMessage() {
        var mac = new HmacSm3(utf8("key"));
        assertThat(mac.mac(utf8("a"), utf8("bc"))).isEqualTo(mac.mac(utf8("abc")));
    }

    @Test
    void givesTheSameAnswersToManyThreads() {
        var mac = new HmacSm3(utf8("key"));
        byte[] message = utf8("x".repeat(150));
        byte[] expected = mac.mac(message);
        assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> mac.mac(message)))
                .allSatisfy(code -> assertThat(code).isEqualTo(expected));
    }

    @Test
    void keepsNoHoldOnTheCallersKey() {
        byte[] key = utf8("key");
        var mac = new HmacSm3(key);
        key[0] = 0;
        assertThat(mac.mac(utf8("m"))).isEqualTo(new HmacSm3(utf8("key")).mac(utf8("m")));
    }

    @Test
    void refusesAnEmptyKey() {
        assertThatThrownBy(() -> new HmacSm3(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
