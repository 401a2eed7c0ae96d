package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What records are marked with; numbers are those of the reference cases. */
class MarksTest {
    private static final Dataset ACTIVITY = Fixtures.DATASETS.find("activity").orElseThrow();

    private static ObjectNode record() {
        return (ObjectNode) Resources.JSON.readTree(ACTIVITY.samples().get(0).bytes());
    }

    private static ObjectNode marked(String marks) {
        return record().set("marks", Resources.JSON.readTree(marks));
    }

    private static CanonicalRecord read(ObjectNode record) {
        return ACTIVITY.read(Resources.JSON.writeValueAsBytes(record));
    }

    private static void assertMarked(ObjectNode record, Mark mark) {
        assertThatThrownBy(() -> read(record))
                .isInstanceOfSatisfying(
                        MarkedRecord.class, marked -> assertThat(marked.mark()).isEqualTo(mark));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"重要数据\"]", "\"重要数据\"", "[\"核心数据\"]", "[\"general\", \" Important \"]"})
    void case30KnowsImportantData(String marks) {
        assertMarked(marked(marks), Mark.IMPORTANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"涉密\"]", "\"机密\"", "[\"重要数据\", \"秘密\"]", "[\"SECRET\"]"})
    void case33KnowsStateSecretsAndTakesTheGraverMark(String marks) {
        assertMarked(marked(marks), Mark.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "机密★20年 关于产业链的报告",
                "机密☆启用前",
                "　秘 密★长期",
                "【绝密★】",
                "关于对接会\n秘密★10年\n正文",
                "密级：机密",
                "密 级: 【绝密】",
                "机\u200b密★"
            })
    void case33KnowsTheMarkingOfADocument(String text) {
        assertMarked(record().put("summary", text), Mark.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"【重要数据】产能明细", "[核心数据] x", "第一行\n（重要数据）"})
    void case30KnowsTheMarkingOfImportantData(String text) {
        assertMarked(record().put("summary", text), Mark.IMPORTANT);
    }

    @Test
    void looksIntoEveryText() {
        ObjectNode record = record();
        ((ObjectNode) record.at("/contacts/0")).put("title", "机密★");

        assertMarked(record, Mark.SECRET);
    }

    @Test
    void sealsAMarkedRecordWhateverElseIsWrongWithIt() {
        assertMarked(marked("[\"涉密\"]").put("title", 1).put("nonsense", true), Mark.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"商业秘密保护与数据安全培训", "重要数据目录申报宣讲", "参观★五星级工厂，保守秘密", "机密仪器展", "密级评定培训"})
    void leavesTextsAboutSecretsAlone(String text) {
        assertThat(read(record().put("title", text)).json().path("title").stringValue())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[\"一般数据\"]", "\"general\""})
    void takesNoMarksAndHarmlessOnesOffTheRecord(String marks) {
        JsonNode json = read(marked(marks)).json();

        assertThat(json.has("marks")).isFalse();
        assertThat(json).isEqualTo(read(record()).json());
        byte[] body = Resources.JSON.writeValueAsBytes(marked(marks));
        assertThat(ACTIVITY.reread(body).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"内部\"]", "[1]", "{}", "\"\"", "[\"涉蜜\"]", "true"})
    void refusesAMarkThatNobodyKnows(String marks) {
        assertThatThrownBy(() -> read(marked(marks)))
                .isInstanceOfSatisfying(InvalidRecord.class, invalid -> assertThat(invalid.violations())
                        .extracting(violation -> violation.pointer() + " " + violation.rule())
                        .containsExactly("/marks UNKNOWN_MARK"));
    }

    @Test
    void takesLittleTimeForTextsThatAlmostMatch() {
        String nearly = ("【".repeat(16) + " 密 级 : 机 \n").repeat(300);

        assertThat(Marks.of(record().put("summary", nearly)).gravest()).isNull();
    }
}
