package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 12, unit = TimeUnit.MINUTES)
class DemoIT {

    @Test
    void tellsTheStoryAndEndsWellWhenAllOfItHappened(@TempDir Path folder) throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        LentPostgres.to(home);

        ChildJvm.Result demo = ChildJvm.run(
                folder,
                Duration.ofMinutes(9),
                List.of(
                        "-jar",
                        System.getProperty("shuqiao.gateway.jar"),
                        "demo",
                        "--exit",
                        "--home",
                        home.toString(),
                        "--port",
                        "0",
                        "--simulators-port",
                        "0"));

        assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
        assertThat(demo.output())
                .contains("登记", "报送", "送达", "存证", "STORED")
                .contains("91370212MA3C000039", "青岛市公共数据服务平台")
                .contains("masked", "stripped", "with a good signature")
                .contains("第二个平台", "PARKED", "evidence VALID", "in the log")
                .contains("往返", "DENIED (CONSENT)", "409 SLOT_FULL", "401 SENDER_REFUSED", "139****0518", "APPROVED")
                .contains("evidence VALID, booking,", "evidence VALID, booking_decision,")
                .doesNotContain("13996300518", "11010519491231002X")
                .doesNotContain("✗");
    }
}
