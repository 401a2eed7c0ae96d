package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.bench.ChildJvm;

@OnConsoleDay
class AuditorConsoleIT {
    private static final List<String> OF_OFFICERS = List.of(
            "/officer/agreements",
            "/officer/agreements/new",
            "/officer/quarantine",
            "/officer/approvals",
            "/officer/sealed",
            "/officer/packages",
            "/officer/duties");

    private final ConsoleDay day;

    AuditorConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void whoeverCarriedAFieldIsFoundVerifiedAnewAndProvedElsewhere(@TempDir Path folder) throws Exception {
        try (Visitor auditor = day.signedIn("auditor", Look.DESK)) {
            Page page = auditor.page();
            auditor.open("/audit/transfers");
            page.selectOption("#platform", "qingdao");
            page.selectOption("#dataset", "diagnosis_report");
            page.fill("#field", "/enterprise/usci");
            page.click("form.filter button.primary");
            Locator rows = page.locator("table.list tbody tr");
            assertThat(rows.first()).containsText("pseudonym");
            page.waitForLoadState();
            int found = rows.count();

            Download download = page.waitForDownload(
                    () -> page.locator("main [href*='/export']").click());
            Path zip = folder.resolve("export.zip");
            download.saveAs(zip);
            ChildJvm.Result verified = day.verify(zip, folder);
            Assertions.assertThat(verified.exitCode())
                    .as(verified.output() + verified.errors())
                    .isZero();

            page.locator("main [href*='/verify/start'], main form[action*='/verify/start'] button")
                    .click();
            assertThat(page.locator("#run .badge").first()).hasText("已完成");
            assertThat(page.locator("#run .figure .value").first()).hasText(String.valueOf(found));
            assertThat(page.locator("#run .figure .value").last()).hasText("0");
            assertThat(page.locator("#run progress")).hasAttribute("value", "100");
            auditor.assertAccessible();
        }
    }

    @Test
    void seesWhatOfficersSeeAndNoButtonThatActs() {
        try (Visitor auditor = day.signedIn("auditor", Look.DESK)) {
            for (String path : OF_OFFICERS) {
                auditor.open(path);
                assertThat(auditor.page().locator("main form[method=post]")).hasCount(0);
            }
        }
    }
}
