package org.shuqiao.gateway.console.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    private static List<List<String>> rows(String text) throws IOException {
        CsvRows rows = new CsvRows(new StringReader(text), ',', 20);
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    @Test
    void readsCellsWhateverEndsTheirLines() throws IOException {
        assertThat(rows("a,b\r\nc,d\ne,f")).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    @Test
    void keepsDelimitersMarksAndLinesInsideOfQuotationMarks() throws IOException {
        assertThat(rows("\"a,\"\"b\"\"\r\nc\",d\n")).containsExactly(List.of("a,\"b\"\nc", "d"));
    }

    @Test
    void keepsAnEmptyLineAsARowSoThatNumbersStay() throws IOException {
        assertThat(rows("a\n\nb\n")).containsExactly(List.of("a"), List.of(""), List.of("b"));
    }

    @Test
    void keepsEmptyCellsAtBothEnds() throws IOException {
        assertThat(rows(",a,\n")).containsExactly(List.of("", "a", ""));
    }

    @Test
    void refusesAQuotationMarkThatNobodyCloses() {
        assertThatThrownBy(() -> rows("a,\"b\nc")).isInstanceOf(CsvRows.Broken.class);
    }

    @Test
    void refusesTextBehindAClosedQuotationMark() {
        assertThatThrownBy(() -> rows("a,\"b\"c\n")).isInstanceOf(CsvRows.Broken.class);
    }

    @Test
    void refusesARowThatIsLongerThanMayBe() {
        assertThatThrownBy(() -> rows("a,\"" + "b".repeat(21) + "\"")).isInstanceOf(CsvRows.Broken.class);
    }
}
