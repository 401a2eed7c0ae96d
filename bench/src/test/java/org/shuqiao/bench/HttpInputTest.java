package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpInputTest {

    @Test
    void readsMessagesOneAfterAnother() throws IOException {
        HttpInput input =
                input("POST /a HTTP/1.1\r\nContent-Length: 3\r\nX-Key:  k1 \r\n\r\nabcGET /b HTTP/1.1\r\n\r\n");

        HttpMessage first = input.next();
        assertThat(first.startLine()).isEqualTo("POST /a HTTP/1.1");
        assertThat(first.header("x-key")).isEqualTo("k1");
        assertThat(first.body()).asString().isEqualTo("abc");
        assertThat(input.next().startLine()).isEqualTo("GET /b HTTP/1.1");
        assertThat(input.next()).isNull();
    }

    @Test
    void joinsChunks() throws IOException {
        HttpInput input = input(
                "HTTP/1.1 202 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n");

        assertThat(input.next().body()).asString().isEqualTo("abc0123456789");
        assertThat(input.next()).isNull();
    }

    @Test
    void saysWhenTheOtherEndCloses() throws IOException {
        assertThat(input("HTTP/1.1 400 Bad\r\nConnection: Close\r\n\r\n").next().closes())
                .isTrue();
        assertThat(input("HTTP/1.1 200 OK\r\n\r\n").next().closes()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
            })
    void refusesWhatIsBrokenOrTooLong(String text) {
        assertThatIOException().isThrownBy(() -> input(text).next());
    }

    @Test
    void refusesEndlessLinesAndHeaders() {
        assertThatIOException().isThrownBy(() -> input("x".repeat(20_000)).next());
        assertThatIOException()
                .isThrownBy(() -> input("GET / HTTP/1.1\r\n" + headers(101)).next());
    }

    private static String headers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("h").append(i).append(": v\r\n");
        }
        return text.append("\r\n").toString();
    }

    private static HttpInput input(String text) {
        return new HttpInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
