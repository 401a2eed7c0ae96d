package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CollectLedger;
import org.shuqiao.routes.ledger.PutAside;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What platforms said at their places and could not be used. */
@RestController
@RequestMapping("/api/v1/ops/platforms/{id}/aside")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class AsideController {
    private static final int SHOWN = 500;

    private final Journeys journeys;
    private final CollectLedger ledger;

    AsideController(Journeys journeys) {
        this.journeys = journeys;
        this.ledger = journeys.ledger().collected();
    }

    @GetMapping
    @Operation(
            summary = "What a platform that is not called said at its place and could not be used",
            description =
                    "The newest 500, each with its source there (a file, a row, a message) and why: MALFORMED, TOO_LONG, NOTHING_SAID, UNKNOWN_CODE, RECEIPT_INVALID, UNKNOWN_TRANSFER. The place keeps the source.")
    public List<PutAside> aside(@PathVariable String id) {
        if (journeys.parts().platforms().all().stream()
                .noneMatch(access -> access.id().equals(id))) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
        return ledger.asides(id, SHOWN);
    }
}
