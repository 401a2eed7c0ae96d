package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnConsoleDay
class OfficerConsoleIT {
    private static final String ROWS = "table.list tbody tr";
    private static final Locator.WaitForOptions ATTACHED =
            new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    private final ConsoleDay day;

    OfficerConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aQuarantinedRecordIsLookedAtMaskedAndWithheld() {
        try (Visitor officer = day.signedIn("officer", Look.DESK)) {
            Page page = officer.page();
            officer.open("/officer/quarantine");
            int waiting = page.locator(ROWS).count();
            Assertions.assertThat(waiting).isPositive();
            page.locator(ROWS + " td a").first().click();
            assertThat(page.locator("mark").first()).containsText("【");
            page.check("input[name=decision][value=WITHHOLD]");
            page.fill("textarea[name=reason]", "活动名称中含有个人电话，请中心更正后重报");
            officer.act(page.locator("main form button.primary"));
            officer.open("/officer/quarantine");
            assertThat(page.locator(ROWS)).hasCount(waiting - 1);
        }
    }

    @Test
    void whatIsCarriedIsPackedTakenAndEnteredFromItsPaperByTwo(@TempDir Path folder) throws IOException {
        try (Visitor officer = day.signedIn("officer", Look.DESK);
                Visitor second = day.signedIn("second", Look.DESK)) {
            Page page = officer.page();
            officer.open("/officer/packages?platform=chongqing-drc");
            officer.act(page.locator("form:has(input[name=platform][value=chongqing-drc]) button"));
            Locator packed = page.locator("main table.list tbody tr");
            int transfers = packed.count();
            Assertions.assertThat(transfers).isPositive();
            Download download = page.waitForDownload(() -> page.click("form[action$='/archive'] button"));
            Path zip = folder.resolve("package.zip");
            download.saveAs(zip);
            try (ZipFile archive = new ZipFile(zip.toFile())) {
                Assertions.assertThat(archive.stream().map(ZipEntry::getName))
                        .contains("package.json", "package.sig", "SM3SUMS")
                        .filteredOn(name -> name.startsWith("forms/"))
                        .hasSize(transfers);
            }

            page.setInputFiles("#scan-file", new FilePayload("回执.png", "image/png", page.screenshot()));
            page.click("form[action$='/scans'] button");
            page.locator("#paper-scan option").nth(1).waitFor(ATTACHED);
            page.waitForLoadState();
            page.selectOption("#paper-scan", new SelectOption().setIndex(1));
            page.check("input[name=stage][value=STORED]");
            page.fill("#paper-reference", "渝发改收〔2026〕12号");
            page.fill(
                    "#paper-received", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
            for (Locator one : page.locator("input[name=transfers]").all()) {
                one.check();
            }
            officer.act(page.locator("form[action$='/receipts'] button.primary"));
            assertThat(page.locator("form[action$='/confirm']")).hasCount(0);
            assertThat(packed.locator(".badge.good")).hasCount(0);

            second.open(page.url());
            second.assertAccessible();
            second.page().check("form[action$='/confirm'] input[type=checkbox]");
            second.act(second.page().locator("form[action$='/confirm'] button"));
            assertThat(second.page().locator("main table.list tbody tr .badge.good"))
                    .hasCount(transfers);
        }
    }
}
