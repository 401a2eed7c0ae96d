package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {

    @Test
    void readsIntegersOneAfterAnother() throws MalformedDer {
        DerReader numbers = reader("3007020105020200FF").enter(DerReader.SEQUENCE);
        assertThat(numbers.positiveInteger()).isEqualTo(BigInteger.valueOf(5));
        assertThat(numbers.positiveInteger()).isEqualTo(BigInteger.valueOf(255));
        numbers.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0201FF", "02020005", "0200", "0201", "03010500"})
    void rejectsWhatIsNoMinimalPositiveInteger(String hex) {
        assertThatThrownBy(() -> reader(hex).positiveInteger()).isInstanceOf(MalformedDer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3080020105", "308103020105", "30820003020105", "3084000000030201", "3005020105", "30", "3081"})
    void rejectsLengthsThatAreNotShortestOrTooLong(String hex) {
        assertThatThrownBy(() -> reader(hex).enter(DerReader.SEQUENCE)).isInstanceOf(MalformedDer.class);
    }

    @Test
    void rejectsBytesLeftOver() throws MalformedDer {
        DerReader reader = reader("02010500");
        reader.positiveInteger();
        assertThatThrownBy(reader::end).isInstanceOf(MalformedDer.class);
    }

    @Test
    void rejectsAnEmptyInput() {
        assertThatThrownBy(() -> reader("").skip()).isInstanceOf(MalformedDer.class);
    }

    @ParameterizedTest
    @CsvSource({
        "06082A811CCF55018375,1.2.156.10197.1.501",
        "0609608648016503040201,2.16.840.1.101.3.4.2.1",
        "06042A030401,1.2.3.4.1",
        "060100,0.0",
        "06028837,2.999"
    })
    void readsObjectIdentifiersThatItsWriterMakes(String hex, String dotted) throws MalformedDer {
        assertThat(reader(hex).objectIdentifier()).isEqualTo(dotted);
        assertThat(DerWriter.objectIdentifier(dotted)).isEqualTo(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "060180", "06022A80", "0603802A01", "060A2AFFFFFFFFFFFFFFFF7F", "05002A"})
    void rejectsWhatIsNoObjectIdentifier(String hex) {
        assertThatThrownBy(() -> reader(hex).objectIdentifier()).isInstanceOf(MalformedDer.class);
    }

    private static DerReader reader(String hex) {
        return new DerReader(HexFormat.of().parseHex(hex));
    }
}
