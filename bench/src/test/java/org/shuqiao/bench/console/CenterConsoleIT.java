package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnConsoleDay
class CenterConsoleIT {
    private static final String HEADER =
            "记录标识*,管理办法*,所属期间*,行政区划,形成时间,活动编号*,活动状态*,活动类型*,活动名称*,开始时间*,结束时间*,连续天数*,是否线上*,参加人数,服务人次";

    private final ConsoleDay day;

    CenterConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aBookingIsApproved() {
        try (Visitor center = day.signedIn("chongqing", Look.DESK)) {
            Page page = center.page();
            center.open("/center/bookings");
            Locator waiting = page.locator("main > .cards > .card");
            int before = waiting.count();
            Assertions.assertThat(before).isPositive();
            waiting.first().locator("button[value=approve]").click();
            assertThat(page.locator("#flash .flash.good")).isVisible();
            assertThat(waiting).hasCount(before - 1);
        }
    }

    @Test
    void aChangeOfTheLanguageAsksBeforeItEmptiesAForm() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            center.open("/center/submit/activity");
            center.speak("en");
            page.fill("#f-title", "车间培训");
            page.click("form.language button");
            assertThat(center.question()).containsText("what you have entered");
            page.keyboard().press("Enter"); // The dialog stands on its "no".
            assertThat(center.question()).isHidden();
            assertThat(page.locator("#f-title")).hasValue("车间培训");

            page.click("form.language button");
            center.question().locator("button[value=yes]").click();
            assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
            assertThat(page.locator("#f-title")).hasValue("");
        }
    }

    @Test
    void aFileStaysHereUntilItsQuestionIsAnsweredWithYes() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            center.chooseFile("activity", day.activities("unsent", 3));
            assertThat(center.question()).containsText("activity.ndjson");
            assertThat(center.question()).containsText("3 条");
            assertThat(center.question()).containsText("青岛市公共数据服务平台");
            page.keyboard().press("Enter"); // The dialog stands on its "no".
            assertThat(center.question()).isHidden();
            assertThat(page.locator("#records [role=status]")).hasText("未提交。");
            assertThat(page.locator("#outcome")).isHidden();
            center.open("/center/submissions?record=HT-unsent-1");
            assertThat(page.locator("table.list tbody tr")).hasCount(0);
        }
    }

    @Test
    void aFileWithAWrongRowIsCorrectedAndTaken(@TempDir Path folder) throws Exception {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            List<String> rows = day.activities("corrected", 3).lines().toList();
            String wrongRow = rows.get(1).replaceFirst("\"attendees\":\\d+", "\"attendees\":-5");
            center.sendFile("activity", String.join("\n", rows.get(0), wrongRow, rows.get(2)));
            assertThat(page.locator("#count-taken")).hasText("2");
            assertThat(page.locator("#count-wrong")).hasText("1");
            assertThat(page.locator("#errors tbody tr").first()).containsText("2");
            Download wrong = page.waitForDownload(() -> page.click("#errors-as-csv"));
            Path told = folder.resolve("errors.csv");
            wrong.saveAs(told);
            Assertions.assertThat(Files.readString(told, StandardCharsets.UTF_8))
                    .contains("HT-corrected-1");

            center.sendFile("activity", rows.get(1));
            assertThat(page.locator("#count-taken")).hasText("1");
            assertThat(page.locator("#count-wrong")).hasText("0");
        }
    }

    private static FilePayload csv(String... rows) {
        return csv(String.join("\r\n", rows).getBytes(StandardCharsets.UTF_8));
    }

    private static FilePayload csv(byte[] bytes) {
        return new FilePayload("activity.csv", "text/csv", bytes);
    }

    private static String row(String id, String end) {
        return id + ",qingdao-2021,2026/3,370212,2026/4/1 9:00,A-" + id + ",已举办,培训实训,车间培训,2026/3/18 9:00," + end
                + ",1,否,30,30";
    }

    @Test
    void theRowsToCorrectAreTakenInTheFileThatThePageMadeOfThem(@TempDir Path folder) throws Exception {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            center.sendFile(
                    "activity", csv(HEADER, row("HT-csv-0", "2026/3/18 17:00"), row("HT-csv-1", "2026/3/18 8:00")));
            assertThat(page.locator("#count-taken")).hasText("1");
            assertThat(page.locator("#count-wrong")).hasText("1");
            Download wrong = page.waitForDownload(() -> page.click("#rows-to-correct"));
            Path toCorrect = folder.resolve("correct.csv");
            wrong.saveAs(toCorrect);

            center.sendFile("activity", csv(Files.readAllBytes(toCorrect)));
            assertThat(page.locator("#count-wrong")).hasText("1");
            assertThat(page.locator("#errors tbody tr").first().locator("td").nth(1))
                    .hasText("HT-csv-1");

            String corrected =
                    Files.readString(toCorrect, StandardCharsets.UTF_8).replace("2026/3/18 8:00", "2026/3/18 17:00");
            center.sendFile("activity", csv(corrected));
            assertThat(page.locator("#count-taken")).hasText("1");
            assertThat(page.locator("#count-wrong")).hasText("0");
        }
    }

    @Test
    void whatWasAcceptedBeforeIsNotCountedAgain() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            FilePayload file = csv(
                    HEADER,
                    row("HT-again-0", "2026/3/18 17:00"),
                    row("HT-again-1", "2026/3/18 17:00"),
                    row("HT-again-0", "2026/3/18 17:00"));
            center.sendFile("activity", file);
            assertThat(page.locator("#count-taken")).hasText("2");
            assertThat(page.locator("#count-there")).hasText("1");

            center.sendFile("activity", file);
            assertThat(page.locator("#count-taken")).hasText("0");
            assertThat(page.locator("#count-there")).hasText("3");
        }
    }

    @Test
    void ofAFileWithoutRecordsNothingIsAskedAndNothingSent() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            for (FilePayload file : List.of(csv(HEADER, ""), csv(""))) {
                center.chooseFile("activity", file);
                assertThat(center.page().locator("#records [role=status]")).hasText("文件中没有记录，未提交。");
                assertThat(center.question()).isHidden();
                assertThat(center.page().locator("#outcome")).isHidden();
            }
        }
    }
}
