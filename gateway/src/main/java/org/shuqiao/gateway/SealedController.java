package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.keys.RecordSeals;
import org.shuqiao.routes.ledger.SealedLedger;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records that their centers have marked as important data or as state secrets, for security officers only. */
@RestController
@RequestMapping("/api/v1/sealed")
@Tag(name = "Sealed records", description = "For security officers: what is marked 重要数据 or 涉密 goes nowhere")
public class SealedController {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 200;

    private final SealedLedger ledger;
    private final RecordSeals seals;

    SealedController(Journeys journeys) {
        this.ledger = journeys.ledger().sealed();
        this.seals = journeys.parts().keys().recordSeals();
    }

    /** @param mark {@code CLASS_IMPORTANT} or {@code STATE_SECRET} */
    public record SealedEntry(UUID id, String center, String dataset, String mark, Instant sealedAt) {

        static SealedEntry of(SealedLedger.SealedRecord sealed) {
            return new SealedEntry(sealed.id(), sealed.center(), sealed.dataset(), sealed.mark(), sealed.sealedAt());
        }
    }

    public record OpenedRecord(SealedEntry entry, JsonNode content) {}

    public record Destruction(String reason) {}

    @GetMapping
    @Operation(
            summary = "What is sealed, oldest first; nothing of the records themselves",
            description = "Where there are more, the header `Link` has the address of the next page.")
    ResponseEntity<List<SealedEntry>> waiting(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "" + PAGE) int limit) {
        return page(cursor, limit).answer("cursor", rows(limit));
    }

    private static int rows(int limit) {
        return Math.max(1, Math.min(limit, PAGE));
    }

    /** What is sealed, oldest first. */
    public ListPage<SealedEntry> page(@Nullable String cursor, int limit) {
        int rows = rows(limit);
        return ListPage.cut(ledger.waiting(Cursors.read(cursor), rows + 1), rows, one -> Cursors.write(one.id()))
                .map(SealedEntry::of);
    }

    /** What is known of one without a look into it; empty where there is none any more. */
    public Optional<SealedEntry> entry(UUID id) {
        return ledger.find(id).map(SealedEntry::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a sealed record", description = "Each look is written into the log, with who looked.")
    public OpenedRecord open(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        SealedLedger.SealedContent found = ledger.open(id, caller.keyId()).orElseThrow(SealedController::unknown);
        try {
            byte[] body = seals.open(found.content(), id, found.record().center());
            return new OpenedRecord(SealedEntry.of(found.record()), JSON.readTree(body));
        } catch (SealBroken changed) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), changed);
        }
    }

    @PostMapping("/{id}/destroy")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Destroy a sealed record; that there was one is kept")
    public void destroy(
            @PathVariable UUID id,
            @RequestBody Destruction destruction,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        if (!ledger.destroy(id, caller.keyId(), Members.text(destruction.reason(), "reason"))) {
            throw unknown();
        }
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "sealed record"));
    }
}
