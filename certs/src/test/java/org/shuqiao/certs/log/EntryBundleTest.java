package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryBundleTest {
    @Test
    void writesLengthsBeforeEntries() throws Exception {
        byte[] bundle = EntryBundle.encode(List.of(utf8("abc"), new byte[0], new byte[258]));

        assertThat(bundle).startsWith(hex("0003 616263 0000 0102 00")).hasSize(2 + 3 + 2 + 2 + 258);
        assertThat(EntryBundle.decode(bundle, 3)).containsExactly(utf8("abc"), new byte[0], new byte[258]);
    }

    @Test
    void holdsTheLongestEntries() throws Exception {
        List<byte[]> entries = Collections.nCopies(256, new byte[65_535]);

        assertThat(EntryBundle.decode(EntryBundle.encode(entries), 256))
                .hasSize(256)
                .allMatch(e -> e.length == 65_535);
    }

    @Test
    void refusesWhatItCannotHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])));
        var many = new ArrayList<>(Collections.nCopies(257, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(many));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0001", "000161", "0001610001", "000161000162 00", "000161000162000163", "ffff"})
    void refusesBytesThatAreNotTwoEntries(String bundle) {
        assertThatExceptionOfType(LogUnreadable.class).isThrownBy(() -> EntryBundle.decode(hex(bundle), 2));
    }

    @ParameterizedTest
    @CsvSource({"0, 256, tile/entries/000", "1234067, 17, tile/entries/x001/x234/067.p/17"})
    void hasThePathOfTheSpecification(long index, int width, String path) {
        assertThat(new EntryBundle(index, width).path()).isEqualTo(path);
        assertThat(EntryBundle.parse(path)).isEqualTo(new EntryBundle(index, width));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tile/entries/", "tile/0/000", "tile/entries/0", "tile/entries/000.p/256", "entries/000"})
    void refusesEveryOtherPath(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.parse(path));
    }
}
