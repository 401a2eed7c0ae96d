package org.shuqiao.routes;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.routes.agreements.DecisionOrder;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.offline.EnterReceipt;
import org.shuqiao.routes.offline.Packages;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.platforms.WatchPlatforms;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.BookingDecision;
import org.shuqiao.routes.steps.ComparedClock;
import org.shuqiao.routes.steps.CountTraffic;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Dictionaries;
import org.shuqiao.routes.steps.Foreseen;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.MonitoringTerms;
import org.shuqiao.routes.steps.NewRows;
import org.shuqiao.routes.steps.ReceiptResult;
import org.shuqiao.routes.steps.ReceivedBody;
import org.shuqiao.routes.steps.ReceivedReceipts;
import org.shuqiao.routes.steps.ReceivedReturn;
import org.shuqiao.routes.steps.ReturnAnswer;
import org.shuqiao.routes.steps.SettleTransfer;
import org.shuqiao.routes.steps.Storing;
import org.shuqiao.routes.steps.Sweep;
import org.shuqiao.routes.steps.TryAgreement;
import org.shuqiao.routes.steps.WatchKeys;
import org.shuqiao.routes.steps.WatchLedger;

/**
 * The journeys of one gateway, wired: every route of a Camel context, on one ledger and one broker. Everything that a door
 * (HTTP, console, command line) may ask for is an accessor here.
 */
public final class Journeys implements AutoCloseable {
    private final JourneyParts parts;
    private final CamelContext camel;
    private final Ledger ledger;
    private final Hints hints;
    private final Agreements agreements;
    private final Dictionaries dictionaries;
    private final TransparencyLog log;
    private final ComparedClock decisionClock;
    private final WatchLedger watchLedger;
    private final Inboxes inboxes;
    private final RouteSwitches switches;
    private final RouteDesk desk;
    private final Committers committers;
    private final PlatformSteps platforms;
    private final @Nullable WatchPlatforms watchPlatforms;
    private final ExecutorService cores;
    private final ProducerTemplate door;

    /** Puts its routes into a context that is new and not started. */
    public Journeys(JourneyParts parts, CamelContext camel) throws Exception {
        this.parts = parts;
        this.camel = camel;
        this.ledger = parts.ledger();
        Clock clock = parts.clock();
        List<String> ids =
                parts.platforms().all().stream().map(PlatformAccess::id).toList();
        this.hints = Hints.over(
                parts.connections(),
                new Hints.HintLimits(
                        Limits.HINTS_OUT, Limits.IDS_PER_HINT, Limits.IDS_WAITING, Limits.HINT_FORGOTTEN_AFTER),
                rowsOfCalls(),
                clock);
        Desensitiser desensitiser = new Desensitiser(parts.keys().masking());
        this.agreements = new Agreements(parts, new DecisionOrder(desensitiser.masks(), Purposes.load()));
        this.dictionaries = new Dictionaries(ledger.dictionaries());
        this.log = new TransparencyLog(ledger, parts.log(), parts.keys(), clock, parts.random());
        this.decisionClock = new ComparedClock(clock, System::nanoTime);
        this.watchLedger = new WatchLedger(ledger.audit(Limits.LEDGER_PATIENCE), decisionClock, log.departures());
        this.inboxes = new Inboxes(ledger, parts);
        this.switches = new RouteSwitches(camel, ledger.switches());
        LastFailures failures = new LastFailures(clock);
        this.desk = new RouteDesk(camel, ledger.switches(), ledger.operations(), ids, switches, failures, clock);
        this.committers = new Committers(ledger, hints);
        this.cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        this.door = camel.createProducerTemplate();
        ledger.operations().register(ids);
        this.platforms = new PlatformSteps(parts, hints, log.departures(), camel.getRegistry());
        this.watchPlatforms = parts.platforms()
                .home()
                .map(home -> new WatchPlatforms(
                        home,
                        parts.datasets(),
                        parts.platforms(),
                        ledger.remapped(Limits.ROWS_PER_SWEEP),
                        Limits.PREPARE_LEASE,
                        clock))
                .orElse(null);
        addRoutes(desensitiser, failures);
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

    private void addRoutes(Desensitiser desensitiser, LastFailures failures) throws Exception {
        camel.addComponent("jms", JmsComponent.jmsComponent(parts.connections()));
        camel.addComponent(PlatformComponent.SCHEME, new PlatformComponent(platforms.doors()));
        camel.setMessageHistory(false);
        camel.getInflightRepository().setInflightBrowseEnabled(true);
        camel.addRoutes(new FailurePolicy(failures));
        Uuid7 ids = new Uuid7(parts.clock(), parts.random());
        RouteParts shared = new RouteParts(
                parts,
                ids,
                new NewRows(ids, parts.clock(), parts.random()),
                hints,
                desensitiser,
                agreements.book(),
                dictionaries,
                log,
                platforms,
                committers,
                decisionClock);
        new OutwardRoutes(shared).addTo(camel, cores);
        new InwardRoutes(shared).addTo(camel, this::takeReturn);
        camel.addRoutes(inboxes.route());
        camel.addRoutes(log.route());
        camel.addRoutes(new WatchLedgerRoute(watchLedger));
        if (watchPlatforms != null) {
            camel.addRoutes(new WatchPlatformsRoute(watchPlatforms));
        }
        camel.addRoutes(new TrafficRoute(new CountTraffic(ledger.traffic(Limits.FIGURE_PATIENCE))));
        camel.addRoutes(new SwitchRoute(switches));
        agreements.addTo(camel);
        camel.addRoutes(new KeysRoute(
                new WatchKeys(parts.keys(), new ExpiryWarnings(parts.keys(), parts.clock()), log.departures())));
        camel.addRoutes(new SweepRoute(
                new Sweep(
                        ledger.sweep(),
                        ledger.approvals(),
                        ledger.quarantineAge(),
                        ledger.quotas(),
                        ledger.collected(),
                        parts.platforms(),
                        hints,
                        agreements.book(),
                        parts.keys(),
                        log.departures(),
                        decisionClock),
                parts.sweepEvery()));
    }

    /** Takes over what a predecessor of the same name has left behind, then opens the routes. */
    public void start() {
        ledger.sweep().endLeasesOf(parts.gatewayName());
        committers.start();
        watchLedger.look();
        log.start();
        inboxes.start();
        switches.beforeStart();
        camel.start();
    }

    /** How the platforms' folders of the home stand to what is in force; none where none are watched. */
    public Collection<FolderStanding> platformFolders() {
        return watchPlatforms == null ? List.of() : watchPlatforms.standings();
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
     * Tells what would become of a record, were an agreement in force. Nothing is stored, signed, logged or counted.
     *
     * @throws Failure as {@link #dryRun}
     */
    public Foreseen tryAgreement(TryAgreement.Trial trial) {
        return call(RouteNames.TRY_AGREEMENT, trial, Foreseen.class);
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
        requireRecorded();
        try {
            return Objects.requireNonNull(door.requestBody("direct:" + route, body, type));
        } catch (CamelExecutionException wrapped) {
            throw wrapped.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(FailureCode.INTERNAL, Map.of(), wrapped.getCause());
        }
    }

    /** Nothing is taken of which no record could be kept. */
    private void requireRecorded() {
        log.departures().hold(Departures.Watch.LEDGER).ifPresent(hold -> {
            throw new Failure(
                    FailureCode.LEDGER_UNAVAILABLE,
                    Map.of("reason", hold.reason().name(), "retryAfterSeconds", 5));
        });
    }

    public Ledger ledger() {
        return ledger;
    }

    public Agreements agreements() {
        return agreements;
    }

    public Dictionaries dictionaries() {
        return dictionaries;
    }

    /** What centers may do with monitoring figures. */
    public MonitoringTerms monitoringTerms() {
        return new MonitoringTerms(agreements.book(), parts.platforms(), decisionClock);
    }

    public TransparencyLog log() {
        return log;
    }

    public Inboxes inboxes() {
        return inboxes;
    }

    /** How each platform is called, for those who watch it. */
    public List<PlatformCalls> platformCalls() {
        return platforms.calls();
    }

    /** Places of platforms that are not called and cannot be used now, as far as is known. */
    public List<PlaceTrouble> placeTroubles() {
        return platforms.placeTroubles();
    }

    /** Packages for platforms that people carry data to. */
    public Packages packages() {
        return new Packages(
                platforms.desks(),
                ledger.packages(),
                ledger.reads(),
                new SettleTransfer(committers.settlements()),
                new Uuid7(parts.clock(), parts.random()),
                parts.clock());
    }

    /** What such platforms give people back. */
    public EnterReceipt enterReceipt() {
        return new EnterReceipt(
                ledger.enteredReceipts(),
                ledger.packages(),
                parts.keys().statement(),
                parts.gatewayName(),
                new Uuid7(parts.clock(), parts.random()),
                parts.clock());
    }

    public RouteDesk routes() {
        return desk;
    }

    /** The clock that decisions are made by. */
    public ComparedClock decisionClock() {
        return decisionClock;
    }

    /** What each committer has done, by its name. */
    public Map<String, GroupCommitter.Figures> committers() {
        return committers.figures();
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
        committers.close();
        cores.shutdown();
        inboxes.close();
        platforms.close();
    }
}
