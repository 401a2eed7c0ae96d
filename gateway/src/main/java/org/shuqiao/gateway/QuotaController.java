package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.steps.AgreedAllowances;
import org.shuqiao.routes.steps.LookAtQuota;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is left of the quotas of an agreement; also for the center that it binds. */
@RestController
@Tag(name = "Agreements")
class QuotaController {
    private final AgreementLedger agreements;
    private final LookAtQuota lookAtQuota;

    QuotaController(Journeys journeys) {
        this.agreements = journeys.ledger().agreements();
        this.lookAtQuota =
                new LookAtQuota(journeys.ledger().quotas(), journeys.parts().clock());
    }

    @GetMapping("/api/v1/agreements/{id}/quota")
    @Operation(
            summary = "See how much has gone under an agreement today and this month, and when its window opens",
            description =
                    "Of the version in force or suspended, for each dataset that it limits. A center sees its own.")
    List<QuotaResponse> quota(
            @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Agreement agreement = agreements
                .current(id)
                .filter(stored ->
                        caller.role() != ApiKeys.Role.CENTER || stored.center().equals(caller.ownCenter()))
                .map(stored -> AgreementDocument.parse(stored.document())
                        .agreement(Agreement.State.valueOf(stored.state().name())))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement")));
        return QuotaResponse.of(lookAtQuota.standing(AgreedAllowances.of(agreement)));
    }
}
