package org.shuqiao.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an NDJSON body, one after the other, in memory of one line. A line ends with LF or CRLF, the last one also with the
 * body; lines of blanks are counted and passed over; a byte order mark before the first is no part of it. Not thread-safe.
 */
final class NdjsonLines {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final Bounds bounds;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK_BYTES);
    private int position;
    private int limit;
    private long received;
    private long number;
    private boolean tooLong;

    /**
     * @param lineBytes the longest line, without its end
     * @param bytes after which nothing more is read but what is in memory
     * @param overdue whether the whole takes too long already
     */
    record Bounds(int lineBytes, long bytes, BooleanSupplier overdue) {}

    /**
     * @param number from 1, blank lines counted
     * @param body null for a line that is longer than allowed; it was passed over
     */
    record Line(long number, byte @Nullable [] body) {}

    NdjsonLines(InputStream in, Bounds bounds) {
        this.in = in;
        this.bounds = bounds;
    }

    /** What is to be done before the sender is waited for. */
    interface Waiting {
        void begins() throws IOException;
    }

    /**
     * @return null after the last line
     * @throws IOException where the body ends before its end, or takes too long, or {@code waiting} fails
     */
    @Nullable Line next(Waiting waiting) throws IOException {
        while (readLine(waiting)) {
            number++;
            byte[] body = body();
            if (tooLong || isExceeded() || body.length > bounds.lineBytes()) {
                return new Line(number, null);
            }
            if (!isBlank(body)) {
                return new Line(number, body);
            }
        }
        return null;
    }

    /** The number of the newest line that was read to its end. */
    long number() {
        return number;
    }

    /** Whether more than allowed came in. */
    boolean isExceeded() {
        return received > bounds.bytes();
    }

    private boolean readLine(Waiting waiting) throws IOException {
        line.reset();
        tooLong = false;
        boolean begun = false;
        while (position < limit || fill(waiting)) {
            begun = true;
            int end = position;
            while (end < limit && chunk[end] != '\n') {
                end++;
            }
            append(end - position);
            boolean ended = end < limit;
            position = ended ? end + 1 : end;
            if (ended || isExceeded()) {
                return true;
            }
        }
        return begun;
    }

    private boolean fill(Waiting waiting) throws IOException {
        if (in.available() == 0) {
            waiting.begins();
        }
        if (bounds.overdue().getAsBoolean()) {
            throw new InterruptedIOException("the body takes too long");
        }
        int read = in.read(chunk);
        position = 0;
        limit = Math.max(read, 0);
        received += limit;
        return read > 0;
    }

    private void append(int count) {
        // One more byte than allowed: it may be the CR of the line's end.
        if (tooLong || line.size() + count > bounds.lineBytes() + 1 + BYTE_ORDER_MARK.length) {
            tooLong = true;
            line.reset();
        } else {
            line.write(chunk, position, count);
        }
    }

    private byte[] body() {
        byte[] bytes = line.toByteArray();
        int from = number == 1 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        int to = bytes.length > from && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
