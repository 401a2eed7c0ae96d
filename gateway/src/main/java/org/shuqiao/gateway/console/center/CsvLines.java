package org.shuqiao.gateway.console.center;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.json.JsonMapper;

/**
 * A spreadsheet saved as CSV, read as NDJSON: each row below the header is one line, so line n is row n + 1 of the spreadsheet; an empty
 * row is an empty line. In memory of one row. The text is UTF-8, or GB 18030, in which spreadsheets here save. Not thread-safe.
 */
final class CsvLines extends InputStream {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int HEAD_BYTES = 64 << 10;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    /** No record: whoever reads it says that the row cannot be read. */
    private static final byte[] UNREADABLE = "\"\n".getBytes(StandardCharsets.US_ASCII);

    /** Says of itself that it is no field, so that the row is refused at that place. */
    private static final String SLIPPED = "beyond_last_column";

    private final RecordShape shape;
    private final RecordWriter writer;
    private final Map<String, String> given;
    private final CsvRows rows;
    private final CsvColumns columns;
    private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);
    private boolean ended;

    /**
     * Reads the header.
     *
     * @param given texts under their pointers that stand where a row says nothing
     * @throws Failure {@link FailureCode#BAD_REQUEST} where the header names no fields, with the {@code columns} that it is about
     */
    CsvLines(InputStream in, RecordShape shape, RecordWriter writer, Map<String, String> given) throws IOException {
        this.shape = shape;
        this.writer = writer;
        this.given = Map.copyOf(given);
        BufferedInputStream bytes = new BufferedInputStream(in, HEAD_BYTES);
        byte[] head = head(bytes);
        Charset charset = isUtf8(head) ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
        Reader text = withoutMark(new InputStreamReader(bytes, charset));
        this.rows = new CsvRows(text, delimiter(new String(head, charset)), Limits.RECORD_BYTES);
        this.columns = CsvColumns.of(shape, header());
    }

    private List<String> header() throws IOException {
        try {
            List<String> header = rows.next();
            if (header == null) {
                throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "header", "columns", List.of()));
            }
            return header;
        } catch (CsvRows.Broken noEnd) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "header", "columns", List.of()), noEnd);
        }
    }

    /** The mark goes before cells are told apart: behind it a quotation mark would not stand where a cell begins. */
    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader marked = new PushbackReader(text);
        int first = marked.read();
        if (first != BYTE_ORDER_MARK && first >= 0) {
            marked.unread(first);
        }
        return marked;
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        return head;
    }

    /** A character that the end of the head cuts is no fault. */
    private static boolean isUtf8(byte[] head) {
        return !StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false)
                .isError();
    }

    private static char delimiter(String head) {
        String first = head.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {'\t', ';'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (line.available() == 0 && !ended) {
            line = new ByteArrayInputStream(nextLine());
        }
        return line.read(into, offset, length);
    }

    @Override
    public int available() throws IOException {
        return line.available() > 0 || ended ? line.available() : rows.isReady() ? 1 : 0;
    }

    private byte[] nextLine() throws IOException {
        try {
            List<String> row = rows.next();
            ended = row == null;
            return row == null ? new byte[0] : line(row);
        } catch (CsvRows.Broken noEnd) {
            ended = true;
            return UNREADABLE;
        }
    }

    private byte[] line(List<String> row) {
        NavigableMap<String, String> texts = columns.texts(row, given);
        if (texts == null) {
            return new byte[] {'\n'};
        }
        var record = writer.write(shape, texts);
        if (columns.isTooLong(row)) {
            record.put(SLIPPED, true);
        }
        return (JSON.writeValueAsString(record) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
