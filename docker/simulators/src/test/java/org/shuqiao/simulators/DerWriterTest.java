package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerWriterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536})
    void writesLengthsThatTheReaderTakesForShortest(int length) throws MalformedDer {
        byte[] element = DerWriter.octetString(new byte[length]);
        DerReader reader = new DerReader(element);
        assertThat(reader.enter(DerReader.OCTET_STRING).rest()).hasSize(length);
        reader.end();
    }

    @ParameterizedTest
    @CsvSource({"0,020100", "127,02017F", "128,02020080", "-1,0201FF"})
    void writesIntegersWithTheirSign(long value, String hex) {
        assertThat(hex(DerWriter.integer(value))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"0,03020780", "2,03020520", "5,03020204", "15,0303000001", "16,030407000080"})
    void writesANamedBitWithoutTrailingZeros(int bit, String hex) {
        assertThat(hex(DerWriter.namedBit(bit))).isEqualTo(hex);
    }

    @Test
    void ordersTheElementsOfASet() {
        byte[] set = DerWriter.setOf(DerWriter.integer(-1), DerWriter.octetString(new byte[1]), DerWriter.integer(2));
        assertThat(hex(set)).isEqualTo("31090201020201FF040100");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
