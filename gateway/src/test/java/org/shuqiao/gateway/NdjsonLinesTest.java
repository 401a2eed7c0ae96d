package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLinesTest {
    private static final int LINE_BYTES = 10;
    private static final int BYTES = 1 << 20;

    private static NdjsonLines lines(InputStream in) {
        return new NdjsonLines(in, new NdjsonLines.Bounds(LINE_BYTES, BYTES, () -> false));
    }

    /** Each line as number and text; one that is too long without text. */
    private static List<String> read(InputStream in) throws IOException {
        NdjsonLines lines = lines(in);
        List<String> all = new ArrayList<>();
        for (NdjsonLines.Line line = lines.next(() -> {}); line != null; line = lines.next(() -> {})) {
            all.add(line.number() + (line.body() == null ? " too long" : " " + new String(line.body(), UTF_8)));
        }
        return all;
    }

    private static List<String> read(String body) throws IOException {
        return read(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}\n[1]\n", "{}\n[1]", "{}\r\n[1]\r\n", "{}\r\n[1]", "\ufeff{}\n[1]"})
    void endsALineAsAnySystemWouldHaveIt(String body) throws IOException {
        assertThat(read(body)).containsExactly("1 {}", "2 [1]");
    }

    @Test
    void countsBlankLinesAndPassesThemOver() throws IOException {
        assertThat(read("\n\r\n{}\n \t\n\n[1]\n\n")).containsExactly("3 {}", "6 [1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\ufeff", "\ufeff\n", "   "})
    void findsNothingInNothing(String body) throws IOException {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void takesAByteOrderMarkForContentAnywhereElse() throws IOException {
        assertThat(read("{}\n\ufeff[1]")).containsExactly("1 {}", "2 \ufeff[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789\n", "0123456789\r\n", "\ufeff0123456789\r\n"})
    void takesTheLongestLine(String body) throws IOException {
        assertThat(read(body)).containsExactly("1 0123456789");
    }

    @Test
    void passesOverALineThatIsTooLongAndGoesOnAfterIt() throws IOException {
        assertThat(read("{}\n01234567890\n" + "x".repeat(300_000) + "\r\n[1]\n"))
                .containsExactly("1 {}", "2 too long", "3 too long", "4 [1]");
    }

    @Test
    void putsTogetherWhatComesByteByByte() throws IOException {
        InputStream drops = new ByteArrayInputStream("\ufeff{}\r\n\n[1]".getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, 1));
            }
        };

        assertThat(read(drops)).containsExactly("1 {}", "3 [1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", " \r\n"})
    void readsNoMoreThanTheWholeMayHave(String endless) throws IOException {
        Endless in = new Endless(endless.getBytes(UTF_8));
        NdjsonLines lines = lines(in);

        NdjsonLines.Line line = lines.next(() -> {});

        assertThat(line.body()).isNull();
        assertThat(lines.isExceeded()).isTrue();
        assertThat(in.given).isLessThan(BYTES + (1 << 17));
    }

    @Test
    void saysWhenItWaitsForTheSender() throws IOException {
        List<String> told = new ArrayList<>();
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream("{}\n[".getBytes(UTF_8)), new ByteArrayInputStream("1]\n".getBytes(UTF_8)));
        NdjsonLines lines = lines(in);
        NdjsonLines.Waiting waiting = () -> told.add("after " + lines.number());

        assertThat(lines.next(waiting)).isNotNull();
        assertThat(told).isEmpty();
        assertThat(new String(lines.next(waiting).body(), UTF_8)).isEqualTo("[1]");
        assertThat(told).containsExactly("after 1");
    }

    @Test
    void endsABodyThatTakesTooLong() throws IOException {
        AtomicBoolean overdue = new AtomicBoolean();
        NdjsonLines lines = new NdjsonLines(
                new Endless("{}\n".getBytes(UTF_8)), new NdjsonLines.Bounds(LINE_BYTES, Long.MAX_VALUE, overdue::get));
        assertThat(lines.next(() -> {})).isNotNull();
        overdue.set(true);

        assertThatThrownBy(() -> {
                    while (lines.next(() -> {}) != null) {
                        assertThat(lines.number()).isLessThan(100_000);
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
    }

    /** The same bytes for ever. */
    private static final class Endless extends InputStream {
        private final byte[] bytes;
        private long given;

        Endless(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes[(int) (given++ % bytes.length)];
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            for (int i = 0; i < length; i++) {
                to[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
