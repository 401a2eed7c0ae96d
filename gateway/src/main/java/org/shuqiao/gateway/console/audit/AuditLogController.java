package org.shuqiao.gateway.console.audit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.TransparencyLog;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.Grown;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The transparency log: what was signed of it last, how it grows, and what is left of its time stamps. */
@Controller
@RequestMapping("/audit/log")
class AuditLogController {
    private final TransparencyLog log;
    private final CheckpointLedger checkpoints;
    private final Clock clock;

    AuditLogController(Journeys journeys, Clock clock) {
        this.log = journeys.log();
        this.checkpoints = journeys.ledger().checkpoints();
        this.clock = clock;
    }

    /** For how long growth is shown, and in which steps. */
    enum Range {
        DAY(Duration.ofDays(1), Duration.ofHours(1)),
        MONTH(Duration.ofDays(30), Duration.ofDays(1));

        private final Duration length;
        private final Duration step;

        Range(Duration length, Duration step) {
            this.length = length;
            this.step = step;
        }
    }

    @GetMapping
    String log(@RequestParam(defaultValue = "DAY") Range range, Model model) {
        checkpoints.newest().ifPresent(newest -> model.addAttribute("checkpoint", newest)
                .addAttribute("note", new String(newest.note(), StandardCharsets.UTF_8)));
        checkpoints.newestStamp().ifPresent(stamp -> model.addAttribute("stamp", stamp));
        checkpoints.unstampedSince().ifPresent(since -> model.addAttribute("unstampedSince", since));
        log.departures().hold().ifPresent(hold -> model.addAttribute("hold", hold));
        model.addAttribute("status", log.status())
                .addAttribute("origin", log.log().origin())
                .addAttribute("hash", log.log().hash().id())
                .addAttribute(
                        "logKeys", log.log().keys().stream().map(LogKey::text).toList())
                .addAttribute("range", range)
                .addAttribute("ranges", Range.values())
                .addAttribute("growth", growth(range));
        return "audit/log";
    }

    @GetMapping("/growth")
    @ResponseBody
    List<Grown> growth(@RequestParam(defaultValue = "DAY") Range range) {
        Instant now = clock.instant();
        Instant last = now.truncatedTo(ChronoUnit.HOURS);
        return checkpoints.growth(last.minus(range.length), now, range.step);
    }
}
