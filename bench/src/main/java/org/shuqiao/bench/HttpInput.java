package org.shuqiao.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HTTP/1.1 messages (RFC 9112) of one connection, requests or answers, one after another. Knows what the two ends of a
 * load need, a length or chunks, and has a limit for everything. Not thread-safe.
 */
final class HttpInput {
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_CHUNKS = 10_000;
    private static final int HEX = 16;

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE_BYTES];

    /** @param in read byte by byte, so it should be buffered */
    HttpInput(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next message.
     *
     * @return null when the other end closed the connection between two messages
     * @throws IOException if the connection breaks, or the message is not understood or too long
     */
    @Nullable HttpMessage next() throws IOException {
        String start = readLine();
        if (start == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = required(readLine()); !header.isEmpty(); header = required(readLine())) {
            int colon = header.indexOf(':');
            if (colon < 1 || headers.size() == MAX_HEADERS) {
                throw new IOException("malformed header, or too many of them");
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new HttpMessage(start, headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        return exactly(number(headers.getOrDefault("content-length", "0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            String size = required(readLine());
            int semicolon = size.indexOf(';');
            byte[] part = exactly(number(semicolon < 0 ? size : size.substring(0, semicolon), HEX));
            if (!required(readLine()).isEmpty()) {
                throw new IOException("a chunk without its end");
            }
            if (part.length == 0) {
                return body.toByteArray();
            }
            body.write(part);
            if (body.size() > MAX_BODY_BYTES) {
                break;
            }
        }
        throw new IOException("body too long");
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int value = Integer.parseInt(text.strip(), radix);
            if (value >= 0 && value <= MAX_BODY_BYTES) {
                return value;
            }
        } catch (NumberFormatException notALength) {
            throw new IOException("malformed length", notALength);
        }
        throw new IOException("body too long");
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("connection closed within a body");
        }
        return bytes;
    }

    private static String required(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("connection closed within a message");
        }
        return line;
    }

    /** @return null at the end of the stream */
    private @Nullable String readLine() throws IOException {
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (length == 0) {
                    return null;
                }
                throw new EOFException("connection closed within a line");
            }
            if (length == MAX_LINE_BYTES) {
                throw new IOException("line too long");
            }
            line[length++] = (byte) c;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
