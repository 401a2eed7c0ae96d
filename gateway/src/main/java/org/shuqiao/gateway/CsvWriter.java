package org.shuqiao.gateway;

import java.io.IOException;
import java.io.Writer;

/** Lines of RFC 4180. A text that a spreadsheet would take for a formula is written so that it does not. */
public final class CsvWriter {
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;

    public CsvWriter(Writer out) {
        this.out = out;
    }

    public void line(String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(cells[i]));
        }
        out.write("\r\n");
    }

    private static String cell(String text) {
        String safe = startsFormula(text) ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** A number may begin with its sign. */
    private static boolean startsFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9]+(\\.[0-9]+)?");
    }
}
