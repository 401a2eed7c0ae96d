package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnConsoleDay
class CenterConsoleIT {
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
}
