package org.shuqiao.bench.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every page of every role: fits the window, is accessible, says nothing on the browser's console; and what it looks like. */
@OnConsoleDay
class ScreensIT {
    private static final List<Shot> SHOTS = List.of(
            new Shot("operator", "/overview", "overview"),
            new Shot("operator", "/operator/routes", "routes"),
            new Shot("operator", "/operator/platforms", "platforms"),
            new Shot("operator", "/operator/platforms/qingdao", "platform"),
            new Shot("operator", "/operator/transfers", "transfers"),
            new Shot("operator", "/operator/stuck", "stuck"),
            new Shot("officer", "/officer/quarantine", "quarantine"),
            new Shot("officer", "/officer/agreements", "agreements"),
            new Shot("officer", "/officer/approvals", "approvals"),
            new Shot("officer", "/officer/sealed", "sealed"),
            new Shot("officer", "/officer/packages", "packages"),
            new Shot("officer", "/officer/duties", "duties"),
            new Shot("auditor", "/audit/transfers", "audit"),
            new Shot("auditor", "/audit/log", "log"),
            new Shot("auditor", "/audit/keys", "keys"),
            new Shot("auditor", "/audit/acts", "acts"),
            new Shot("chongqing", "/center", "center"),
            new Shot("qingdao", "/center/submit", "submit"),
            new Shot("qingdao", "/center/submit/activity", "form"),
            new Shot("qingdao", "/center/submit/activity/file", "file"),
            new Shot("qingdao", "/center/submissions", "submissions"),
            new Shot("chongqing", "/center/inbox", "inbox"),
            new Shot("chongqing", "/center/bookings", "bookings"),
            new Shot("chongqing", "/center/showcase", "showcase"),
            new Shot("chongqing", "/center/keys", "api-keys"),
            new Shot("chongqing", "/center/try", "try"),
            new Shot("admin", "/admin/accounts", "accounts"));

    /** Those that stay in the house; of the others only the verdict matters. */
    private static final List<String> KEPT = List.of(
            "overview",
            "platform",
            "transfers",
            "quarantine",
            "agreements",
            "audit",
            "file",
            "submissions",
            "bookings");

    private final ConsoleDay day;

    ScreensIT(ConsoleDay day) {
        this.day = day;
    }

    private record Shot(String who, String path, String name) {}

    @TestFactory
    Stream<DynamicTest> looksRight() {
        return Stream.of("operator", "officer", "auditor", "qingdao", "chongqing", "admin")
                .flatMap(who -> Stream.of(Look.DESK, Look.PHONE, Look.DESK.in("en"), Look.PHONE.in("en"))
                        .map(look -> DynamicTest.dynamicTest(who + " " + look, () -> looksRight(who, look))));
    }

    private void looksRight(String who, Look look) throws IOException {
        try (Visitor visitor = day.signedIn(who, look)) {
            for (Shot shot : SHOTS) {
                if (shot.who().equals(who)) {
                    visitor.open(shot.path());
                    visitor.assertFits();
                    if (look.language().equals("zh")) {
                        visitor.assertAccessible();
                    }
                    if (KEPT.contains(shot.name())) {
                        visitor.photograph(file(shot, look));
                    }
                }
            }
        }
    }

    private static Path file(Shot shot, Look look) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("shuqiao.screens")));
        return folder.resolve("%s-%s-%d.png".formatted(shot.name(), look.language(), look.width()));
    }
}
