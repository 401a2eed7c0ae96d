package org.shuqiao.gateway;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.MonitoringLedger;
import org.shuqiao.routes.ledger.MonitoringLedger.Place;
import org.shuqiao.routes.ledger.MonitoringLedger.Query;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures that platforms gave a center, for its screens. They are taken away only where an agreement says so. */
@RestController
@Tag(name = "Monitoring", description = "For centers: 运行监测数据, to be displayed")
class MonitoringController {
    private static final int PAGE = 1000;
    private static final String SEPARATOR = "\n";

    private final Journeys journeys;
    private final MonitoringLedger ledger;

    MonitoringController(Journeys journeys) {
        this.journeys = journeys;
        this.ledger = journeys.ledger().monitoring();
    }

    /** @param value absent where the platform says that nothing is known of the period */
    record Figure(
            String metric,
            String region,
            String industry,
            String period,
            String platform,
            @Nullable BigDecimal value,
            String unit,
            String source,
            Instant asOf) {

        static Figure of(MonitoringLedger.Value value) {
            Place place = value.place();
            return new Figure(
                    place.metric(),
                    place.region(),
                    place.industry(),
                    place.period(),
                    place.platform(),
                    value.value(),
                    value.unit(),
                    value.source(),
                    value.asOf());
        }
    }

    /**
     * @param use {@code display}: these figures may be shown and nothing else
     * @param next what {@code after} is for the next page; absent on the last
     */
    record Figures(String use, List<Figure> values, @Nullable String next) {}

    @GetMapping("/api/v1/monitoring")
    @Operation(
            summary = "Read series by metric, region, industry and period",
            description = "Periods are `2026` or `2026-03` and compare as texts; both bounds are included.")
    Figures values(
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String industry,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        int rows = Math.max(1, Math.min(limit, PAGE));
        List<MonitoringLedger.Value> found =
                ledger.values(query(caller, metric, region, industry, from, to, null), place(after), rows + 1);
        ListPage<Figure> page =
                ListPage.cut(found, rows, last -> token(last.place())).map(Figure::of);
        return new Figures("display", page.rows(), page.next());
    }

    @GetMapping(path = "/api/v1/monitoring/export", produces = "text/csv")
    @Operation(
            summary = "Take series away as CSV",
            description = "Only what came under an agreement whose action for monitoring data is `store`.")
    @ApiResponse(responseCode = "200", description = "CSV with a head line", content = @Content(mediaType = "text/csv"))
    @ApiResponse(responseCode = "403", description = "DISPLAY_ONLY: no agreement permits it", content = @Content)
    void export(
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String industry,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletResponse response)
            throws IOException {
        List<String> platforms = journeys.monitoringTerms().storable(caller.ownCenter());
        if (platforms.isEmpty()) {
            throw new Failure(FailureCode.DISPLAY_ONLY);
        }
        Query query = query(caller, metric, region, industry, from, to, platforms);
        List<MonitoringLedger.Value> page = ledger.values(query, null, PAGE);
        response.setContentType("text/csv;charset=UTF-8");
        CsvWriter csv = new CsvWriter(response.getWriter());
        csv.line("metric", "region", "industry", "period", "platform", "value", "unit", "source", "as_of");
        while (!page.isEmpty()) {
            for (MonitoringLedger.Value value : page) {
                write(csv, value);
            }
            page = page.size() < PAGE
                    ? List.of()
                    : ledger.values(query, page.get(PAGE - 1).place(), PAGE);
        }
    }

    private static void write(CsvWriter csv, MonitoringLedger.Value value) throws IOException {
        Place place = value.place();
        csv.line(
                place.metric(),
                place.region(),
                place.industry(),
                place.period(),
                place.platform(),
                value.value() == null ? "" : value.value().toPlainString(),
                value.unit(),
                value.source(),
                value.asOf().toString());
    }

    private static Query query(
            ApiKeys.Caller caller,
            @Nullable String metric,
            @Nullable String region,
            @Nullable String industry,
            @Nullable String from,
            @Nullable String to,
            @Nullable Collection<String> platforms) {
        return new Query(
                caller.ownCenter(),
                Members.searched(metric, "metric"),
                Members.searched(region, "region"),
                Members.searched(industry, "industry"),
                Members.searched(from, "from"),
                Members.searched(to, "to"),
                platforms);
    }

    private static String token(Place place) {
        String text = String.join(
                SEPARATOR, place.metric(), place.region(), place.industry(), place.period(), place.platform());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Place place(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String[] parts = requireNonNull(Members.searched(text, "after")).split(SEPARATOR, -1);
            if (parts.length == 5) {
                return new Place(parts[0], parts[1], parts[2], parts[3], parts[4]);
            }
        } catch (IllegalArgumentException notBase64) {
            throw Members.refused("after");
        }
        throw Members.refused("after");
    }
}
