package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.shuqiao.gateway.Reasons;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.CenterDeskLedger;
import org.shuqiao.routes.ledger.CenterDeskLedger.Newest;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.Progress;
import org.shuqiao.routes.steps.Limits;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a person of a center wants to know first: how it stands, and what waits for somebody. */
@Controller
class CenterStartPage {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    /** More are not counted one by one: whoever has as many looks at the list. */
    private static final int MOST_TRANSFERS = 10_000;

    private static final int TROUBLES = 10;

    private final CenterDeskLedger ledger;
    private final InboxLedger inboxes;
    private final Names names;
    private final Reasons reasons;
    private final Clock clock;

    CenterStartPage(Journeys journeys, Names names, Reasons reasons, Clock clock) {
        this.ledger = journeys.ledger().centerDesk(Limits.FIGURE_PATIENCE);
        this.inboxes = journeys.ledger().inboxes();
        this.names = names;
        this.reasons = reasons;
        this.clock = clock;
    }

    /**
     * @param transfers all of them, those as well that were superseded or taken down again
     * @param uncovered those that no agreement covers; not among the stopped
     * @param more whether there are more than were counted
     */
    record Figures(
            long today,
            long transfers,
            long stored,
            long underWay,
            long stopped,
            long uncovered,
            long unread,
            int undecided,
            boolean more) {
        /** Nobody has handed anything in for long. */
        public boolean nothing() {
            return today + transfers == 0;
        }

        /** Nobody gets anything of what was handed in. */
        public boolean nobody() {
            return uncovered > 0 && uncovered == transfers;
        }
    }

    record Trouble(
            UUID submission,
            String dataset,
            String recordId,
            String platform,
            String state,
            Standing standing,
            String reason) {}

    @GetMapping("/center")
    String start(@AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        String center = user.caller().ownCenter();
        Instant since = clock.instant().minus(LOOKED_BACK);
        model.addAttribute("name", names.center(center));
        model.addAttribute("usci", center);
        model.addAttribute("figures", figures(center, since));
        model.addAttribute("troubles", troubles(center, since, locale));
        return "center/start";
    }

    private Figures figures(String center, Instant since) {
        Instant midnight =
                clock.instant().atZone(CHINA).truncatedTo(ChronoUnit.DAYS).toInstant();
        Newest newest = ledger.newest(center, since, MOST_TRANSFERS);
        InboxLedger.Cursor inbox = inboxes.cursor(center);
        return new Figures(
                ledger.submissions(center, midnight, MOST_TRANSFERS),
                newest.all(),
                newest.of(Progress.ARRIVED),
                newest.of(Progress.UNDER_WAY),
                newest.of(Progress.STOPPED),
                newest.of(Progress.UNCOVERED),
                inbox.lastSeq() - inbox.ackedSeq(),
                ledger.undecidedBookings(center, MOST_TRANSFERS),
                newest.all() == MOST_TRANSFERS);
    }

    private List<Trouble> troubles(String center, Instant since, Locale locale) {
        return ledger.troubles(center, since, MOST_TRANSFERS, TROUBLES).stream()
                .map(one -> new Trouble(
                        one.submission(),
                        names.dataset(one.dataset()),
                        one.recordId(),
                        names.platform(one.platform()),
                        one.state().name(),
                        Standing.of(one.state().name()),
                        reasons.text(one.reason(), locale)))
                .toList();
    }
}
