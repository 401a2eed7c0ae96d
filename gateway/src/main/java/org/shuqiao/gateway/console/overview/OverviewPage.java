package org.shuqiao.gateway.console.overview;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.overview.Day.Region;
import org.shuqiao.routes.ledger.TrafficLedger.Slot;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Where it hurts, at one glance; then the exchange as a picture, and its last day. */
@Controller
@RequestMapping("/overview")
class OverviewPage {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final OverviewWatch watch;
    private final OverviewStreams streams;
    private final Day day;

    OverviewPage(OverviewWatch watch, OverviewStreams streams, Day day) {
        this.watch = watch;
        this.streams = streams;
        this.day = day;
    }

    /** Columns of the charts, by time or by region; without words. */
    record Curves(List<String> times, List<Long> came, List<Long> went, List<Long> failed) {}

    record Regional(List<String> names, List<Long> came, List<Long> went, List<Long> failed) {}

    @GetMapping
    String page(Model model, @AuthenticationPrincipal ConsoleUser user) {
        return with(model, user, "overview/overview");
    }

    /** What needs somebody, for a page that is open. */
    @GetMapping("/troubles")
    String troubles(Model model, @AuthenticationPrincipal ConsoleUser user) {
        return with(model, user, "overview/overview :: troubles");
    }

    /** The picture anew, since somebody came or went. */
    @GetMapping("/picture")
    String picture(Model model, @AuthenticationPrincipal ConsoleUser user) {
        return with(model, user, "overview/overview :: picture");
    }

    private String with(Model model, ConsoleUser user, String view) {
        model.addAttribute("picture", watch.newest().orElse(null));
        model.addAttribute("role", user.role());
        model.addAttribute("minutes", Look.MINUTES);
        return view;
    }

    @GetMapping("/history")
    String history(Model model) {
        model.addAttribute("history", day.history());
        return "overview/history :: history";
    }

    @GetMapping(path = "/curves", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Curves curves() {
        List<Slot> slots = day.history().slots();
        return new Curves(
                slots.stream().map(slot -> MINUTE.format(slot.from())).toList(),
                slots.stream().map(Slot::came).toList(),
                slots.stream().map(Slot::went).toList(),
                slots.stream().map(Slot::failed).toList());
    }

    @GetMapping(path = "/regions", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Regional regions() {
        List<Region> regions = day.history().regions();
        return new Regional(
                regions.stream().map(Region::name).toList(),
                regions.stream().map(Region::came).toList(),
                regions.stream().map(Region::went).toList(),
                regions.stream().map(Region::failed).toList());
    }

    /** One event for each change, at most every two seconds. */
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(@AuthenticationPrincipal ConsoleUser user, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        streams.open(streams.watcher(user, request.getSession()), request, response);
    }

    /** Whether there would be one now: a page is not told by its browser why it was refused, and asks for this part. */
    @GetMapping(path = "/stream", headers = "HX-Request")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void room(@AuthenticationPrincipal ConsoleUser user) {
        streams.ensureRoomFor(user.caller().keyId());
    }
}
