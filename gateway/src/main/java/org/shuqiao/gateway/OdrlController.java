package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.OdrlExport;
import org.shuqiao.routes.agreements.OdrlNotExpressible;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Agreements as those read them who know policies and not our form. */
@RestController
@Tag(name = "Agreements")
class OdrlController {
    private final AgreementLedger ledger;

    OdrlController(Journeys journeys) {
        this.ledger = journeys.ledger().agreements();
    }

    @GetMapping(path = "/api/v1/agreements/{id}/versions/{version}/odrl", produces = OdrlExport.MEDIA_TYPE)
    @Operation(
            summary = "Read a version as an ODRL 2.2 policy (JSON-LD)",
            description =
                    "Profile urn:shuqiao:odrl:cdg-1: denied unless permitted, and a prohibition wins. It says everything"
                            + " that the agreement says, with its signatures; `admin agreement odrl import` makes the agreement of it.")
    byte[] policy(@PathVariable String id, @PathVariable int version) {
        byte[] document = ledger.find(id, version)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement")))
                .document();
        try {
            return OdrlExport.of(document);
        } catch (OdrlNotExpressible lost) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), lost);
        }
    }
}
