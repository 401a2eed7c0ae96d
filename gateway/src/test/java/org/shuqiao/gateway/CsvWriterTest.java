package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CsvWriterTest {

    private static String line(String... cells) throws IOException {
        StringWriter out = new StringWriter();
        new CsvWriter(out).line(cells);
        return out.toString();
    }

    @Test
    void quotesWhatWouldEndACell() throws IOException {
        assertThat(line("a,b", "say \"x\"", "two\nlines", "", "率"))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,率\r\n");
    }

    @Test
    void writesNothingThatASpreadsheetWouldRun() throws IOException {
        assertThat(line("=1+1", "@x", "+86", "-4.5", "-x")).isEqualTo("'=1+1,'@x,'+86,-4.5,'-x\r\n");
    }
}
