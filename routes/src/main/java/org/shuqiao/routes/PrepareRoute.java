package org.shuqiao.routes;

import java.util.concurrent.ExecutorService;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.steps.CheckAgreement;
import org.shuqiao.routes.steps.CheckConsent;
import org.shuqiao.routes.steps.ClaimPreparations;
import org.shuqiao.routes.steps.CommitPrepared;
import org.shuqiao.routes.steps.ConfirmPermit;
import org.shuqiao.routes.steps.Desensitise;
import org.shuqiao.routes.steps.HintWorkedOff;
import org.shuqiao.routes.steps.MapToPlatform;
import org.shuqiao.routes.steps.ScanResidue;
import org.shuqiao.routes.steps.SignTransfer;
import org.shuqiao.routes.steps.SignedTransfer;

/** Accepted records become signed transfers, in batches and on all cores; each verdict is committed with its log leaf. */
final class PrepareRoute extends RouteBuilder {
    private final Steps steps;
    private final HintWorkedOff hintWorkedOff;
    private final ExecutorService cores;

    /** The steps of preparing, in their order. */
    record Steps(
            ClaimPreparations claimPreparations,
            CheckAgreement checkAgreement,
            CheckConsent checkConsent,
            Desensitise desensitise,
            MapToPlatform mapToPlatform,
            ScanResidue scanResidue,
            ConfirmPermit confirmPermit,
            SignTransfer signTransfer,
            CommitPrepared commitPrepared) {}

    PrepareRoute(Steps steps, HintWorkedOff hintWorkedOff, ExecutorService cores) {
        this.steps = steps;
        this.hintWorkedOff = hintWorkedOff;
        this.cores = cores;
    }

    @Override
    public void configure() {
        from(Queues.consume(Hints.PREPARE, 2))
                .routeId(RouteNames.PREPARE)
                .bean(steps.claimPreparations)
                .split(body(), new CollectVerdicts())
                .parallelProcessing()
                .executorService(cores)
                .process(TraceHeader::ofBody)
                .to("direct:" + RouteNames.PREPARE_TRANSFER)
                .end()
                .bean(steps.commitPrepared)
                .bean(hintWorkedOff);

        from("direct:" + RouteNames.PREPARE_TRANSFER)
                .routeId(RouteNames.PREPARE_TRANSFER)
                .bean(steps.checkAgreement)
                .bean(steps.checkConsent)
                .bean(steps.desensitise)
                .bean(steps.mapToPlatform)
                .bean(steps.scanResidue)
                .bean(steps.confirmPermit)
                .bean(steps.signTransfer)
                .transform()
                .body(SignedTransfer.class, SignedTransfer::prepared);
    }
}
