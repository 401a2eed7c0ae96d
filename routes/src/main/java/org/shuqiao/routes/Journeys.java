package org.shuqiao.routes;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsComponent;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Desensitiser;
import org.shuqiao.mappings.ResidueScanner;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.Countersignatures;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.hints.Work;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Intake;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.AwaitCommit;
import org.shuqiao.routes.steps.BookingDecision;
import org.shuqiao.routes.steps.CheckAgreement;
import org.shuqiao.routes.steps.CheckConsent;
import org.shuqiao.routes.steps.CheckTerms;
import org.shuqiao.routes.steps.ClaimPreparations;
import org.shuqiao.routes.steps.CommitPrepared;
import org.shuqiao.routes.steps.ConfirmPermit;
import org.shuqiao.routes.steps.DecideBooking;
import org.shuqiao.routes.steps.DeletePayloads;
import org.shuqiao.routes.steps.Desensitise;
import org.shuqiao.routes.steps.Dictionaries;
import org.shuqiao.routes.steps.DryRun;
import org.shuqiao.routes.steps.DryRunMasking;
import org.shuqiao.routes.steps.Foreseen;
import org.shuqiao.routes.steps.HandedOver;
import org.shuqiao.routes.steps.HintWorkedOff;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.MapToPlatform;
import org.shuqiao.routes.steps.MonitoringTerms;
import org.shuqiao.routes.steps.NewRows;
import org.shuqiao.routes.steps.OwnRecords;
import org.shuqiao.routes.steps.ReadRecord;
import org.shuqiao.routes.steps.ReceiptResult;
import org.shuqiao.routes.steps.ReceiveReceipts;
import org.shuqiao.routes.steps.ReceivedBody;
import org.shuqiao.routes.steps.ReceivedReceipts;
import org.shuqiao.routes.steps.ReceivedReturn;
import org.shuqiao.routes.steps.ReturnAnswer;
import org.shuqiao.routes.steps.ScanResidue;
import org.shuqiao.routes.steps.SettleTransfer;
import org.shuqiao.routes.steps.SignTransfer;
import org.shuqiao.routes.steps.StoreSubmission;
import org.shuqiao.routes.steps.Storing;
import org.shuqiao.routes.steps.Sweep;
import org.shuqiao.routes.steps.TakeDown;
import org.shuqiao.routes.steps.WatchKeys;

/**
 * The journeys of one gateway, wired: every route of a Camel context, on one ledger and one broker. Everything that a door
 * (HTTP, console, command line) may ask for is an accessor here.
 */
public final class Journeys implements AutoCloseable {
    private final JourneyParts parts;
    private final CamelContext camel;
    private final Ledger ledger;
    private final Hints hints;
    private final Desensitiser desensitiser;
    private final AgreementBook agreements;
    private final Dictionaries dictionaries;
    private final TransparencyLog log;
    private final Inboxes inboxes;
    private final RouteSwitches switches;
    private final RouteDesk desk;
    private final LastFailures failures;
    private final GroupCommitter<NewSubmission, Intake> intake;
    private final GroupCommitter<Settlement, Boolean> settlements;
    private final PlatformSteps steps;
    private final ExecutorService cores;
    private final ProducerTemplate door;

    /** Puts its routes into a context that is new and not started. */
    public Journeys(JourneyParts parts, CamelContext camel) throws Exception {
        this.parts = parts;
        this.camel = camel;
        this.ledger = parts.ledger();
        Clock clock = parts.clock();
        this.hints = Hints.over(
                parts.connections(),
                new Hints.HintLimits(
                        Limits.HINTS_OUT, Limits.IDS_PER_HINT, Limits.IDS_WAITING, Limits.HINT_FORGOTTEN_AFTER),
                rowsOfCalls(),
                clock);
        this.desensitiser = new Desensitiser(parts.keys().masking());
        this.agreements = new AgreementBook(
                ledger.agreements(),
                new Countersignatures(parts.partners(), clock),
                new CheckTerms(parts.datasets(), desensitiser)::check);
        this.dictionaries = new Dictionaries(ledger.centers());
        this.log = new TransparencyLog(ledger, parts.log(), parts.keys(), clock, parts.random());
        this.inboxes = new Inboxes(ledger, parts);
        this.switches = new RouteSwitches(camel, ledger.switches());
        this.failures = new LastFailures(clock);
        this.desk = new RouteDesk(
                camel,
                ledger.switches(),
                ledger.operations(),
                parts.platforms().all().stream().map(PlatformAccess::id).toList(),
                switches,
                failures,
                clock);
        this.intake = new GroupCommitter<>(
                "intake",
                Limits.ROWS_PER_COMMIT,
                Limits.ROWS_WAITING,
                new BatchWriter<>(ledger.transaction(), ledger.submissions()::store),
                this::hintAtStored);
        this.settlements = new GroupCommitter<>(
                "settle",
                Limits.ROWS_PER_COMMIT,
                Limits.ROWS_WAITING,
                new BatchWriter<>(ledger.transaction(), ledger.settlements()::settle),
                written -> {});
        this.cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        this.door = camel.createProducerTemplate();
        ledger.operations()
                .register(
                        parts.platforms().all().stream().map(PlatformAccess::id).toList());
        agreements.refresh();
        this.steps = new PlatformSteps(parts, hints, log.departures(), camel.getRegistry());
        addRoutes();
    }

    /** A hint of a platform that takes many transfers in one call fills at least one call. */
    private Map<String, Integer> rowsOfCalls() {
        return parts.platforms().all().stream()
                .collect(Collectors.toMap(
                        access -> Hints.deliver(access.id()),
                        access -> Math.max(
                                Limits.IDS_PER_HINT,
                                access.platform().descriptor().transport().maxRows())));
    }

    /** Takes over what a predecessor of the same name has left behind, then opens the routes. */
    public void start() {
        ledger.sweep().endLeasesOf(parts.gatewayName());
        intake.start();
        settlements.start();
        log.start();
        inboxes.start();
        switches.beforeStart();
        camel.start();
    }

    private void hintAtStored(List<Intake> committed) {
        hints.prepare(committed.stream()
                .filter(Intake.Stored.class::isInstance)
                .map(Intake.Stored.class::cast)
                .map(stored -> new Work(stored.id(), stored.traceParent()))
                .toList());
    }

    private void addRoutes() throws Exception {
        camel.addComponent("jms", JmsComponent.jmsComponent(parts.connections()));
        camel.setMessageHistory(false);
        camel.getInflightRepository().setInflightBrowseEnabled(true);
        Uuid7 ids = new Uuid7(parts.clock(), parts.random());
        NewRows rows = new NewRows(ids, parts.clock(), parts.random());
        HandedOver handedOver = new HandedOver(Limits.BYTES_HANDED_OVER);
        camel.addComponent(PlatformComponent.SCHEME, new PlatformComponent(steps.clients()));
        camel.addRoutes(new FailurePolicy(failures));
        ReadRecord readRecord = new ReadRecord(parts.datasets(), parts.platforms(), rows);
        camel.addRoutes(new AcceptRoute(readRecord, new StoreSubmission(intake, handedOver), new AwaitCommit()));
        camel.addRoutes(new DryRunRoute(
                readRecord,
                new DryRun(
                        parts.platforms(),
                        parts.datasets(),
                        new CheckAgreement(agreements, ids, parts.clock()),
                        new CheckConsent(parts.datasets(), ledger.consents(), parts.clock()),
                        dictionaries,
                        new DryRunMasking(parts.random()))));
        camel.addRoutes(
                new PrepareRoute(prepareSteps(ids, handedOver), new HintWorkedOff(hints, Hints.PREPARE), cores));
        DeliverRoute deliver = new DeliverRoute(parts.platforms(), new SettleTransfer(settlements));
        camel.addRoutes(deliver);
        deliver.addPlatforms(camel);
        AskRoute ask = new AskRoute(parts.platforms(), parts.sweepEvery());
        camel.addRoutes(ask);
        ask.addPlatforms(camel);
        camel.addRoutes(new ReceiveReceiptsRoute(new ReceiveReceipts(
                parts.platforms(),
                steps.rests(),
                ledger.receipts(),
                new BatchWriter<>(ledger.transaction(), ledger.receipts()::settle),
                parts.clock())));
        addReturns(ids);
        camel.addRoutes(new RevocationRoute(parts.partners(), Limits.REVOCATIONS_EVERY));
        camel.addRoutes(new KeysRoute(
                new WatchKeys(parts.keys(), new ExpiryWarnings(parts.keys(), parts.clock()), log.departures())));
        camel.addRoutes(new SweepRoute(
                new Sweep(ledger.sweep(), parts.platforms(), hints, agreements, parts.keys(), log.departures()),
                parts.sweepEvery()));
        camel.addRoutes(offers(rows));
        camel.addRoutes(log.route());
        camel.addRoutes(new SwitchRoute(switches));
        camel.addRoutes(inboxes.route());
    }

    private void addReturns(Uuid7 ids) throws Exception {
        ReturnRoute returned = new ReturnRoute(
                parts.platforms(),
                ReturnRoute.Steps.of(parts, agreements, desensitiser, maskingCatalogue(), log.departures(), ids));
        camel.addRoutes(returned);
        returned.addPlatforms(camel);
        steps.bindPolls(this::takeReturn);
        PollRoute poll = new PollRoute(parts.platforms());
        camel.addRoutes(poll);
        poll.addPlatforms(camel);
    }

    private Statement.Mapping maskingCatalogue() {
        return new Statement.Mapping(desensitiser.maskingId(), Sm3.hex(desensitiser.maskingSource()));
    }

    private OffersRoute offers(NewRows rows) {
        OwnRecords records = new OwnRecords(parts.datasets(), rows, parts.clock());
        return new OffersRoute(
                new DecideBooking(ledger.bookings(), records, hints),
                new TakeDown(ledger.takeDowns(), records, hints),
                new DeletePayloads(ledger.deletions()),
                parts.sweepEvery());
    }

    private PrepareRoute.Steps prepareSteps(Uuid7 ids, HandedOver handedOver) {
        Datasets datasets = parts.datasets();
        return new PrepareRoute.Steps(
                new ClaimPreparations(ledger.preparations(), handedOver, datasets, parts.platforms(), parts.keys()),
                new CheckAgreement(agreements, ids, parts.clock()),
                new CheckConsent(datasets, ledger.consents(), parts.clock()),
                new Desensitise(datasets, desensitiser, parts.keys().masking()),
                new MapToPlatform(),
                new ScanResidue(new ResidueScanner(), dictionaries),
                new ConfirmPermit(),
                new SignTransfer(
                        parts.keys().statement(),
                        parts.gatewayName(),
                        maskingCatalogue(),
                        ledger.preparations(),
                        ids,
                        ledger.logHash(),
                        parts.clock()),
                new CommitPrepared(
                        new BatchWriter<>(ledger.transaction(), ledger.prepared()::commit), parts.platforms(), hints));
    }

    /**
     * Accepts a record. Returns after its commit.
     *
     * @throws Failure for everything that can be wrong with it, or with us
     */
    public Accepted accept(ReceivedBody received) {
        return call(RouteNames.ACCEPT, received, Accepted.class);
    }

    /**
     * Reads a record and hands it to the committer, in the order of the calls. Returns before its commit.
     *
     * @throws Failure for everything that can be wrong with it, or {@link FailureCode#TOO_BUSY}
     */
    public Storing acceptLine(ReceivedBody received) {
        return call(RouteNames.ACCEPT_LINE, received, Storing.class);
    }

    /**
     * Tells what would become of a record. Nothing is stored, signed, logged or counted.
     *
     * @return one answer for each platform of the dataset
     * @throws Failure as {@link #accept} for what is wrong with the record
     */
    @SuppressWarnings("unchecked")
    public List<Foreseen> dryRun(ReceivedBody received) {
        return call(RouteNames.DRY_RUN, received, List.class);
    }

    /**
     * Decides on a booking. Returns after the commit of the booking and of the submission that tells its platform.
     *
     * @throws Failure where the booking cannot go there
     */
    public Accepted decide(BookingDecision decision) {
        return call(RouteNames.DECIDE_BOOKING, decision, Accepted.class);
    }

    /**
     * Takes receipts that a platform sends by itself. Returns after their commit.
     *
     * @return what became of each, in order
     * @throws Failure where the call as a whole is wrong, or we are
     */
    @SuppressWarnings("unchecked")
    public List<ReceiptResult> receive(ReceivedReceipts received) {
        return call(RouteNames.RECEIVE_RECEIPTS, received, List.class);
    }

    /**
     * Takes a batch that a platform has for centers. Returns after its commit, with our signed receipt: the first one where the same
     * batch came before.
     *
     * @throws Failure where the batch as a whole is wrong, or we are; then nothing of it is stored
     */
    public ReturnAnswer takeReturn(ReceivedReturn received) {
        String route = RouteNames.returned(received.platform());
        if (camel.getRoute(route) == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
        return call(route, received, ReturnAnswer.class);
    }

    private <T> T call(String route, Object body, Class<T> type) {
        switches.requireOpen(route);
        try {
            return Objects.requireNonNull(door.requestBody("direct:" + route, body, type));
        } catch (CamelExecutionException wrapped) {
            throw wrapped.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(FailureCode.INTERNAL, Map.of(), wrapped.getCause());
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    public AgreementBook agreements() {
        return agreements;
    }

    public Dictionaries dictionaries() {
        return dictionaries;
    }

    /** What centers may do with monitoring figures. */
    public MonitoringTerms monitoringTerms() {
        return new MonitoringTerms(agreements, parts.platforms(), parts.clock());
    }

    public TransparencyLog log() {
        return log;
    }

    public Inboxes inboxes() {
        return inboxes;
    }

    public RouteDesk routes() {
        return desk;
    }

    /** What each committer has done, by its name. */
    public Map<String, GroupCommitter.Figures> committers() {
        return Map.of("intake", intake.figures(), "settle", settlements.figures());
    }

    /** Hints that could not be sent since the start. */
    public long hintsLost() {
        return hints.lost();
    }

    /** Whether everything is there without which this gateway does nothing any more until it is started again. */
    public boolean isAlive() {
        return camel.isStarted() && committers().values().stream().allMatch(GroupCommitter.Figures::alive);
    }

    public JourneyParts parts() {
        return parts;
    }

    /** Ends the routes first, so that nothing comes in; then writes what still waits. */
    @Override
    public void close() throws IOException {
        camel.stop();
        intake.close();
        settlements.close();
        cores.shutdown();
        inboxes.close();
        steps.close();
    }
}
