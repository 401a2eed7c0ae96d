package org.shuqiao.gateway.console.center;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text (RFC 4180), one after the other, in memory of one row. Lines end with LF or CRLF. Not thread-safe. */
final class CsvRows {
    private static final int END = -1;

    private final PushbackReader in;
    private final int delimiter;
    private final int maxChars;
    private int chars;

    /** @param maxChars of one row; more is a quotation mark that nobody has closed, or nothing that we take */
    CsvRows(Reader in, char delimiter, int maxChars) {
        this.in = new PushbackReader(in);
        this.delimiter = delimiter;
        this.maxChars = maxChars;
    }

    /** A quotation mark is not where it belongs, or a row is longer than may be; where the next one begins cannot be known. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Whether a character can be read without waiting for the sender. */
    boolean isReady() throws IOException {
        return in.ready();
    }

    /**
     * @return the cells of the next row, one empty cell for an empty line; null after the last
     * @throws Broken where it has no end
     */
    @Nullable List<String> next() throws IOException {
        int c = read();
        if (c == END) {
            return null;
        }
        chars = 0;
        List<String> cells = new ArrayList<>();
        while (true) {
            StringBuilder cell = new StringBuilder();
            boolean quoted = c == '"';
            c = quoted ? quoted(cell) : c;
            if (quoted && c != delimiter && c != '\n' && c != END) {
                throw new Broken();
            }
            while (c != delimiter && c != '\n' && c != END) {
                append(cell, c);
                c = read();
            }
            cells.add(cell.toString());
            if (c != delimiter) {
                return cells;
            }
            c = read();
        }
    }

    /** @return what comes after the closing mark */
    private int quoted(StringBuilder cell) throws IOException {
        while (true) {
            int c = read();
            if (c == END) {
                throw new Broken();
            }
            if (c != '"') {
                append(cell, c);
                continue;
            }
            int next = read();
            if (next != '"') {
                return next;
            }
            append(cell, '"');
        }
    }

    private void append(StringBuilder cell, int c) throws Broken {
        if (++chars > maxChars) {
            throw new Broken();
        }
        cell.append((char) c);
    }

    /** The end of a line is always LF. */
    private int read() throws IOException {
        int c = in.read();
        if (c != '\r') {
            return c;
        }
        int next = in.read();
        if (next != '\n' && next != END) {
            in.unread(next);
        }
        return '\n';
    }
}
