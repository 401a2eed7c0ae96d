package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.bench.ChildJvm;

@OnConsoleDay
class EvidenceConsoleIT {
    private final ConsoleDay day;

    EvidenceConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void evidenceThatACenterDownloadsIsVerifiedWithoutTheGateway(@TempDir Path folder) throws Exception {
        try (Visitor center = day.signedIn("qingdao", Look.DESK)) {
            Page page = center.page();
            center.open("/center/submissions?dataset=diagnosis_report");
            page.locator("table.list tbody a").first().click();
            assertThat(page.locator("#legs .badge.good").first()).isVisible();
            Download download = page.waitForDownload(
                    () -> page.locator("#legs a[download]").first().click());
            Path zip = folder.resolve("evidence.zip");
            download.saveAs(zip);
            ChildJvm.Result verified = day.verify(zip, folder);
            Assertions.assertThat(verified.exitCode())
                    .as(verified.output() + verified.errors())
                    .isZero();
        }
    }
}
