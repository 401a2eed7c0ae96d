package org.shuqiao.routes;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.AwaitCommit;
import org.shuqiao.routes.steps.CheckFile;
import org.shuqiao.routes.steps.ClaimPreparations;
import org.shuqiao.routes.steps.CommitPrepared;
import org.shuqiao.routes.steps.ConfirmPermit;
import org.shuqiao.routes.steps.Desensitise;
import org.shuqiao.routes.steps.DryRun;
import org.shuqiao.routes.steps.DryRunMasking;
import org.shuqiao.routes.steps.HandedOver;
import org.shuqiao.routes.steps.HintWorkedOff;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LookAtQuota;
import org.shuqiao.routes.steps.MapToPlatform;
import org.shuqiao.routes.steps.ReadRecord;
import org.shuqiao.routes.steps.ReceiveReceipts;
import org.shuqiao.routes.steps.ScanResidue;
import org.shuqiao.routes.steps.SealRecord;
import org.shuqiao.routes.steps.SettleTransfer;
import org.shuqiao.routes.steps.SignTransfer;
import org.shuqiao.routes.steps.StoreSubmission;
import org.shuqiao.routes.steps.SweepAttachments;

/** The journey from a center to platforms: accepted, prepared, delivered, asked for, received. */
final class OutwardRoutes {
    private final RouteParts parts;
    private final JourneyParts journeys;
    private final Ledger ledger;
    private final PlatformDirectory platforms;
    private final HandedOver handedOver = new HandedOver(Limits.BYTES_HANDED_OVER);

    OutwardRoutes(RouteParts parts) {
        this.parts = parts;
        this.journeys = parts.journeys();
        this.ledger = journeys.ledger();
        this.platforms = journeys.platforms();
    }

    /** @param cores on which transfers are prepared */
    void addTo(CamelContext camel, ExecutorService cores) throws Exception {
        SealRecord sealRecord = new SealRecord(ledger.sealed(), journeys.keys().recordSeals(), parts.ids());
        CheckFile checkFile = new CheckFile(ledger.attachments(), ledger.submissions());
        ReadRecord readRecord = ReadRecord.toStore(journeys.datasets(), platforms, parts.rows(), checkFile, sealRecord);
        camel.addRoutes(new AcceptRoute(
                readRecord, new StoreSubmission(parts.committers().intake(), handedOver), new AwaitCommit()));
        camel.addRoutes(new DryRunRoute(
                ReadRecord.toForesee(journeys.datasets(), platforms, parts.rows(), checkFile), dryRun()));
        camel.addRoutes(new AttachmentsRoute(new SweepAttachments(ledger.attachments())));
        camel.addRoutes(new PrepareRoute(prepareSteps(), new HintWorkedOff(parts.hints(), Hints.PREPARE), cores));
        DeliverRoute deliver = new DeliverRoute(
                platforms, new SettleTransfer(parts.committers().settlements()));
        camel.addRoutes(deliver);
        deliver.addPlatforms(camel);
        AskRoute ask = new AskRoute(platforms, journeys.sweepEvery());
        camel.addRoutes(ask);
        ask.addPlatforms(camel);
        ReceiveReceipts receipts = new ReceiveReceipts(
                platforms,
                parts.platforms().rests(),
                ledger.receipts(),
                new BatchWriter<>(ledger.transaction(), ledger.receipts()::settle),
                journeys.clock());
        camel.addRoutes(new ReceiveReceiptsRoute(receipts));
        CollectRoute collect = new CollectRoute(
                platforms,
                parts.platforms().collectors(),
                ledger.collected(),
                receipts,
                parts.platforms().rests());
        camel.addRoutes(collect);
        collect.addPlatforms(camel);
    }

    private DryRun dryRun() {
        return new DryRun(
                platforms,
                journeys.datasets(),
                parts.checkAgreement(),
                parts.checkConsent(),
                parts.dictionaries(),
                new DryRunMasking(journeys.random()),
                new LookAtQuota(ledger.quotas(), journeys.clock()));
    }

    private PrepareRoute.Steps prepareSteps() {
        Datasets datasets = journeys.datasets();
        return new PrepareRoute.Steps(
                new ClaimPreparations(
                        ledger.preparations(), handedOver, datasets, platforms, journeys.keys(), parts.clock()),
                parts.checkAgreement(),
                parts.checkConsent(),
                new Desensitise(datasets, parts.desensitiser(), parts.dictionaries()::redaction),
                new MapToPlatform(),
                new ScanResidue(
                        new ResidueScanner(),
                        parts.dictionaries()::of,
                        journeys.keys().findingMarks()::of),
                new ConfirmPermit(
                        parts.desensitiser().results(), journeys.keys().masking()),
                new SignTransfer(
                        journeys.keys().statement(),
                        journeys.gatewayName(),
                        parts.maskingCatalogue(),
                        ledger.preparations(),
                        parts.ids(),
                        ledger.logHash(),
                        journeys.clock()),
                new CommitPrepared(
                        new BatchWriter<>(ledger.transaction(), ledger.prepared()::commit), platforms, parts.hints()));
    }
}
