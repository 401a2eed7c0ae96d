package org.shuqiao.gateway.console.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CsvLinesTest {
    private static final Dataset REPORTS =
            Datasets.load().find("diagnosis_report").orElseThrow();
    private static final RecordShape SHAPE = RecordShape.of(REPORTS);
    private static final RecordWriter WRITER = new RecordWriter(new Cells(new CodeTables()));
    private static final String HEADER =
            "记录标识*,管理办法*,所属期间*,报告编号*,报告日期*,企业代码*,企业名称*,所属行业*,企业行政区划*,企业规模*,评估模型*,等级*,总得分*,评估维度 1*,维度得分 1*,评估维度 2,维度得分 2,营业收入（万元）,信息系统\n";
    private static final String ROW =
            "R-1,qingdao-2021,2026/3,B-1,2026/3/18,91370283MA3D1K207F,青岛某橡胶有限公司,C2911,370283,中型,sme-2022,2,45.5,foundation,40,数字化管理,51,\"12,345.60\",ERP|MES\n";
    private static final Map<String, String> GIVEN = Map.of(
            "/center_id", "91370212MA3C000039",
            "/schema_version", "1.0",
            "/version", "1",
            "/region", "370212",
            "/created_at", "2026-04-01T09:00:00+08:00");

    private static List<String> lines(byte[] csv) throws IOException {
        try (CsvLines lines = new CsvLines(new ByteArrayInputStream(csv), SHAPE, WRITER, GIVEN)) {
            String text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().toList();
        }
    }

    private static List<String> lines(String csv) throws IOException {
        return lines(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure refused(String csv) {
        return catchThrowableOfType(Failure.class, () -> lines(csv));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void makesAValidRecordOfARowAsSpreadsheetsOfTheCountrySaveIt(String charset) throws IOException {
        List<String> lines = lines((HEADER + ROW).getBytes(Charset.forName(charset)));

        assertThat(lines).hasSize(1);
        JsonNode record = JsonMapper.shared().readTree(lines.get(0));
        assertThat(REPORTS.read(lines.get(0).getBytes(StandardCharsets.UTF_8)).recordId())
                .isEqualTo("R-1");
        assertThat(record.at("/enterprise/size").asString("")).isEqualTo("medium");
        assertThat(record.at("/enterprise/revenue").decimalValue()).isEqualByComparingTo("12345.6");
        assertThat(record.path("period").asString("")).isEqualTo("2026-03");
        assertThat(record.path("reported_on").asString("")).isEqualTo("2026-03-18");
        assertThat(record.at("/domain_scores/1/domain").asString("")).isEqualTo("management");
        assertThat(record.path("systems")).hasSize(2);
        assertThat(record.path("created_at").asString("")).isEqualTo("2026-04-01T09:00:00+08:00");
    }

    @Test
    void leavesOutAByteOrderMarkAndRemarks() throws IOException {
        List<String> lines = lines("\uFEFF#需更正," + HEADER + "必填," + ROW);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("\"record_id\":\"R-1\"").doesNotContain("必填");
    }

    private static String quoted(String row) {
        return row.strip().replace("\"12,345.60\"", "12345.6").replace(",", "\",\"");
    }

    /** The bytes of the page's "rows to correct": a mark, every cell in quotation marks, lines end with CRLF. */
    private static String rowsToCorrect() {
        return "\"#需更正\",\"" + quoted(HEADER) + "\"\r\n\"等级: 等级与总得分不符\",\"" + quoted(ROW) + "\"\r\n";
    }

    @Test
    void takesTheRowsToCorrectAsThePageHandsThemOut() throws IOException {
        List<String> lines = lines("\uFEFF" + rowsToCorrect());

        assertThat(lines).hasSize(1);
        assertThat(REPORTS.read(lines.get(0).getBytes(StandardCharsets.UTF_8)).recordId())
                .isEqualTo("R-1");
    }

    @Test
    void takesTheRowsToCorrectHoweverASpreadsheetSavesThemAgain() throws IOException {
        List<String> handedOut = lines("\uFEFF" + rowsToCorrect());
        String unquoted = rowsToCorrect().replace("\"", "");

        assertThat(lines(rowsToCorrect())).isEqualTo(handedOut);
        assertThat(lines("\uFEFF" + unquoted)).isEqualTo(handedOut);
        assertThat(lines(unquoted)).isEqualTo(handedOut);
        assertThat(lines(rowsToCorrect().getBytes(Charset.forName("GB18030")))).isEqualTo(handedOut);
        assertThat(lines(unquoted.getBytes(Charset.forName("GB18030")))).isEqualTo(handedOut);
    }

    @Test
    void givesEveryRowOfTheSpreadsheetALineOfItsOwn() throws IOException {
        List<String> lines = lines(HEADER + ROW + "\n,,,\n" + ROW.replace("R-1", "R-2"));

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.get(2)).isEmpty();
        assertThat(lines.get(3)).contains("R-2");
    }

    @Test
    void makesTheSameBytesOfTheSameRow() throws IOException {
        assertThat(lines(HEADER + ROW)).isEqualTo(lines(HEADER + ROW));
    }

    @Test
    void refusesColumnsThatNobodyKnowsBeforeAnythingIsTaken() {
        Failure failure = refused("记录标识,企业的名称,企业名称,企业名称\nR-1,x,y,z\n");

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_REQUEST);
        assertThat(failure.facts().get("columns")).isEqualTo(List.of("企业的名称", "企业名称"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", "#x\n1\n", "\"记录标识\n"})
    void refusesAFileWithoutNamesOfColumns(String csv) {
        assertThat(refused(csv).facts()).containsEntry("member", "header");
    }

    @Test
    void saysWhichRowCannotBeReadAndReadsNothingAfterIt() throws IOException {
        List<String> lines = lines(HEADER + ROW + "R-2,\"x\n" + ROW);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("\"");
    }

    @Test
    void saysThatARowHasSlippedBeyondItsLastColumn() throws IOException {
        List<String> lines = lines("记录标识,所属期间\nR-1,2026,x\n");

        assertThat(lines.get(0)).contains("beyond_last_column");
    }

    @Test
    void knowsColumnsInBothLanguagesAndByPath() throws IOException {
        List<String> lines = lines("Record id;enterprise.name;/domain_scores/3/score;企业规模\nR-1;甲;9;small\n");

        assertThat(lines.get(0))
                .contains("\"record_id\":\"R-1\"", "\"name\":\"甲\"", "\"score\":9", "\"size\":\"small\"");
    }

    @Test
    void readsTheColumnsThatItHandsOutOfEveryDataset() throws IOException {
        for (Dataset dataset : Datasets.load().submitted()) {
            for (boolean chinese : new boolean[] {true, false}) {
                RecordShape shape = RecordShape.of(dataset);
                String header = CsvColumns.columns(shape, chinese).stream()
                        .map(column -> '"' + column.name() + '"')
                        .collect(Collectors.joining(","));
                byte[] csv = header.getBytes(StandardCharsets.UTF_8);
                try (CsvLines lines = new CsvLines(new ByteArrayInputStream(csv), shape, WRITER, new HashMap<>())) {
                    assertThat(lines.readAllBytes()).as(dataset.id()).isEmpty();
                }
            }
        }
    }
}
