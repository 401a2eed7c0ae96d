package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencent.kona.crypto.spec.SM2ParameterSpec;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawSignatureTest {
    private static final String ONE = "00".repeat(31) + "01";
    private static final String ORDER = SM2ParameterSpec.ORDER.toString(16);

    @Test
    void padsSmallNumbersOnTheLeft() {
        byte[] der = DerWriter.sequence(DerWriter.integer(1), DerWriter.integer(0x80));
        assertThat(HexFormat.of().formatHex(RawSignature.fromDer(der))).isEqualTo(ONE + "00".repeat(31) + "80");
    }

    @Test
    void dropsTheSignByteOfLargeNumbersAndPutsItBack() throws MalformedDer {
        BigInteger largest = SM2ParameterSpec.ORDER.subtract(BigInteger.ONE);
        byte[] der = DerWriter.sequence(DerWriter.integer(largest), DerWriter.integer(largest));
        byte[] raw = RawSignature.fromDer(der);
        assertThat(raw).hasSize(64);
        assertThat(RawSignature.toDer(raw)).isEqualTo(der);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65})
    void refusesAnotherLength(int length) {
        assertThatThrownBy(() -> RawSignature.toDer(new byte[length])).isInstanceOf(MalformedDer.class);
    }

    @Test
    void refusesNumbersOutsideOneToTheOrderLessOne() {
        for (String number : new String[] {"00".repeat(32), ORDER, "ff".repeat(32)}) {
            assertThatThrownBy(() -> RawSignature.toDer(HexFormat.of().parseHex(number + ONE)))
                    .isInstanceOf(MalformedDer.class);
            assertThatThrownBy(() -> RawSignature.toDer(HexFormat.of().parseHex(ONE + number)))
                    .isInstanceOf(MalformedDer.class);
        }
    }
}
