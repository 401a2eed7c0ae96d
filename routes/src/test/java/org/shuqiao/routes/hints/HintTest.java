package org.shuqiao.routes.hints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {

    @Test
    void hasOneByteOfSubjectAndSixteenForEachId() {
        Hint hint = Hint.submissions(List.of(new UUID(0x0102030405060708L, 0x090A0B0C0D0E0F10L)));

        assertThat(hint.toBytes()).containsExactly('S', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(Hint.transfers(List.of()).toBytes()).containsExactly('T');
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64})
    void comesBackAsItWas(int count) {
        List<UUID> ids =
                IntStream.range(0, count).mapToObj(i -> UUID.randomUUID()).toList();

        for (Hint hint : List.of(Hint.submissions(ids), Hint.transfers(ids))) {
            assertThat(Hint.parse(hint.toBytes())).isEqualTo(hint);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 16, 18, 32})
    void refusesAWrongLength(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 'S');

        assertThatThrownBy(() -> Hint.parse(message)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 's', 'X', -1})
    void refusesAnUnknownSubject(byte mark) {
        byte[] message = new byte[17];
        message[0] = mark;

        assertThatThrownBy(() -> Hint.parse(message)).isInstanceOf(IllegalArgumentException.class);
    }
}
