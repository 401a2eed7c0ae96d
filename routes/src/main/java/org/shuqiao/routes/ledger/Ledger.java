package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.shuqiao.certs.log.LogHash;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The PostgreSQL tables that are the only truth, with one class for each thing that is done with them. */
public final class Ledger {
    /** When a platform rests: after ten failures in a row for one second, then twice as long each time, at most a minute. */
    public static final SettlementLedger.Circuit CIRCUIT =
            new SettlementLedger.Circuit(10, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * Settings of every connection. All our statements look up keys in indexes, over tables that grow from nothing: a plan made
     * once is the right one, and one made from the statistics of an empty table is the wrong one.
     */
    public static final String SESSION =
            "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off;"
                    + " SET enable_mergejoin = off; SET jit = off";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String owner;
    private final Times times;
    private final LeafRows leaves;

    /**
     * @param hintGrace how long a row is left to its hint before the sweeper looks at it
     * @param prepareLease how long a gateway may hold a submission that it prepares
     * @param sendLease how long a gateway may hold a transfer that it sends; longer than any time-out of a platform
     */
    public record Times(Duration hintGrace, Duration prepareLease, Duration sendLease) {}

    /** @param owner name of this gateway, seen in leases */
    public Ledger(DataSource database, String owner, Times times, Leaves leaves) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.owner = owner;
        this.times = times;
        this.leaves = new LeafRows(jdbc, leaves);
    }

    /** Brings the schema up to date; several gateways may do so at once. */
    public static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public SubmissionLedger submissions() {
        return new SubmissionLedger(jdbc, times.hintGrace());
    }

    public PreparationLedger preparations() {
        return new PreparationLedger(jdbc, owner, times.prepareLease());
    }

    public PreparedLedger prepared() {
        return new PreparedLedger(jdbc, times.hintGrace(), voided());
    }

    /** How long what is claimed to be sent is held for this gateway. */
    public Duration sendLease() {
        return times.sendLease();
    }

    public DeliveryLedger deliveries() {
        return new DeliveryLedger(jdbc, transaction, owner, times.sendLease(), leaves);
    }

    private VoidedLeaves voided() {
        return new VoidedLeaves(jdbc, leaves);
    }

    public SettlementLedger settlements() {
        return new SettlementLedger(jdbc, CIRCUIT, new ReceiptRows(jdbc, leaves));
    }

    public ReceiptLedger receipts() {
        return new ReceiptLedger(jdbc, new ReceiptRows(jdbc, leaves));
    }

    public AskLedger asks() {
        return new AskLedger(jdbc, transaction, times.sendLease(), sweep(), receipts());
    }

    /** @param limit of transfers in one transaction */
    public RemappedLedger remapped(int limit) {
        return new RemappedLedger(jdbc, transaction, limit);
    }

    public SweepLedger sweep() {
        return new SweepLedger(jdbc, transaction, times.hintGrace().multipliedBy(2));
    }

    public AgreementLedger agreements() {
        return new AgreementLedger(jdbc, transaction, leaves);
    }

    public QuotaLedger quotas() {
        return new QuotaLedger(jdbc);
    }

    public SignatureLedger signatures() {
        return new SignatureLedger(jdbc);
    }

    public RevocationLedger revocations() {
        return new RevocationLedger(jdbc, transaction, agreements());
    }

    /** How versions come into force. */
    public DraftLedger drafts(DraftLedger.OpenLimits limits) {
        return new DraftLedger(jdbc, transaction, agreements(), limits);
    }

    public AgreementTermLedger agreementTerms() {
        return new AgreementTermLedger(jdbc, transaction, agreements(), new NoticeRows(jdbc, leaves));
    }

    public AgreementHistoryLedger agreementHistory() {
        return new AgreementHistoryLedger(jdbc);
    }

    public DictionaryLedger dictionaries() {
        return new DictionaryLedger(jdbc, transaction, acts());
    }

    public CenterLedger centers() {
        return new CenterLedger(jdbc, transaction, acts());
    }

    public NameLedger names() {
        return new NameLedger(jdbc);
    }

    /** @param patience how long one look may take */
    public CenterDeskLedger centerDesk(Duration patience) {
        return new CenterDeskLedger(limited(patience));
    }

    /**
     * @param rowsLookedAt submissions that one page may look at
     * @param patience how long one look may take
     */
    public ProgressLedger progress(int rowsLookedAt, Duration patience) {
        return new ProgressLedger(limited(patience), reads(), rowsLookedAt);
    }

    /** The API keys of one center, for its own people. */
    public CenterKeyLedger centerKeys() {
        return new CenterKeyLedger(jdbc, transaction, centers(), acts());
    }

    public AccountLedger accounts() {
        return new AccountLedger(jdbc, transaction, centers(), acts());
    }

    public CancelLedger cancellations() {
        return new CancelLedger(jdbc, transaction, leaves);
    }

    public OperatorLedger operations() {
        return new OperatorLedger(jdbc, transaction, acts(), parked());
    }

    /** @param needsTwo platforms towards which one officer's word is not enough */
    public QuarantineLedger quarantine(Predicate<String> needsTwo) {
        return new QuarantineLedger(jdbc, transaction, leaves, needsTwo);
    }

    /** @param planLives how long after it was last used a plan may still be */
    public QuarantineBulkLedger quarantineBulk(Predicate<String> needsTwo, Duration planLives) {
        return new QuarantineBulkLedger(jdbc, transaction, leaves, quarantine(needsTwo), planLives);
    }

    public QuarantineAgeLedger quarantineAge() {
        return new QuarantineAgeLedger(jdbc, transaction, leaves);
    }

    public SwitchLedger switches() {
        return new SwitchLedger(jdbc, transaction, owner, acts());
    }

    public ApprovalLedger approvals() {
        return new ApprovalLedger(jdbc, transaction, leaves, acts());
    }

    public SealedLedger sealed() {
        return new SealedLedger(jdbc, transaction, leaves, acts());
    }

    private ParkedLedger parked() {
        return new ParkedLedger(jdbc, transaction, acts());
    }

    private ActRows acts() {
        return new ActRows(jdbc, leaves);
    }

    /** @param planLives how long after it was last used a plan may still be */
    public BulkLedger bulk(Duration planLives) {
        return new BulkLedger(jdbc, transaction, parked(), leaves, planLives);
    }

    /** @param rowsLookedAt rows that one page of a search may look at */
    public SearchLedger searches(int rowsLookedAt) {
        return new SearchLedger(jdbc, rowsLookedAt);
    }

    public StoryLedger stories() {
        return new StoryLedger(jdbc);
    }

    /** @param patience how long one count may take */
    public FigureLedger figures(Duration patience) {
        return new FigureLedger(limited(patience));
    }

    /** @param patience how long one reading may take */
    public TrafficLedger traffic(Duration patience) {
        return new TrafficLedger(jdbc, transaction, limited(patience));
    }

    /** @param patience how long one proof may take */
    public AuditLedger audit(Duration patience) {
        return new AuditLedger(limited(patience), owner);
    }

    /** @param patience how long one reading may take */
    public OwnRecordLedger ownRecords(Duration patience) {
        return new OwnRecordLedger(limited(patience), transaction);
    }

    private JdbcTemplate limited(Duration patience) {
        JdbcTemplate limited = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        limited.setQueryTimeout((int) patience.toSeconds());
        return limited;
    }

    public LogLedger log() {
        return new LogLedger(jdbc);
    }

    public CheckpointLedger checkpoints() {
        return new CheckpointLedger(jdbc);
    }

    /** The hash of the log's tree. */
    public LogHash logHash() {
        return leaves.hash();
    }

    public KeyLedger keys() {
        return new KeyLedger(jdbc, transaction, leaves, acts());
    }

    /** @param unreadLimit messages that a center may leave unread before it gets no more */
    public ReturnLedger returns(int unreadLimit) {
        return new ReturnLedger(jdbc, leaves, new InboxWriter(jdbc, leaves, unreadLimit), returnEffects());
    }

    public CollectLedger collected() {
        return new CollectLedger(jdbc, transaction, owner, times.sendLease());
    }

    public PollLedger polls() {
        return new PollLedger(jdbc, transaction, owner, times.sendLease());
    }

    /** What rows of a dataset do to the ledger when they come back from a platform, by dataset. */
    private Map<String, ReturnEffect> returnEffects() {
        return Map.of(
                BookingRows.DATASET, new BookingRows(jdbc),
                BookingChangeRows.DATASET, new BookingChangeRows(jdbc),
                MonitoringRows.DATASET, new MonitoringRows(jdbc));
    }

    public BookingLedger bookings() {
        return new BookingLedger(jdbc, transaction, submissions());
    }

    public ConsentLedger consents() {
        return new ConsentLedger(jdbc, transaction, leaves, voided());
    }

    public TakeDownLedger takeDowns() {
        return new TakeDownLedger(jdbc, transaction, submissions());
    }

    public AfterRevocationLedger afterRevocations() {
        return new AfterRevocationLedger(jdbc, transaction, submissions(), new PayloadRows(jdbc, leaves));
    }

    public DutyLedger duties() {
        return new DutyLedger(jdbc);
    }

    public DutyClosingLedger dutyClosings() {
        return new DutyClosingLedger(jdbc, transaction, leaves, acts());
    }

    public UseReportLedger useReports() {
        return new UseReportLedger(jdbc, transaction, leaves, acts());
    }

    public AttachmentLedger attachments() {
        return new AttachmentLedger(jdbc, transaction, acts());
    }

    public PackageLedger packages() {
        return new PackageLedger(jdbc, transaction, acts());
    }

    public EnteredReceiptLedger enteredReceipts() {
        return new EnteredReceiptLedger(jdbc, transaction, acts(), leaves);
    }

    public RetentionLedger retentions() {
        return new RetentionLedger(jdbc, transaction, new PayloadRows(jdbc, leaves), voided());
    }

    public PostDutyLedger postDuties() {
        return new PostDutyLedger(jdbc, transaction, submissions(), leaves);
    }

    public NoticeLedger notices() {
        return new NoticeLedger(jdbc, transaction, leaves);
    }

    public MonitoringLedger monitoring() {
        return new MonitoringLedger(jdbc);
    }

    public DeletionLedger deletions() {
        return new DeletionLedger(jdbc, transaction, leaves);
    }

    /** @param rowsLookedAt rows that one page of a search may look at */
    public ExportLedger exports(int rowsLookedAt) {
        return new ExportLedger(jdbc, rowsLookedAt);
    }

    public ActHistoryLedger actHistory() {
        return new ActHistoryLedger(jdbc);
    }

    public InboxLedger inboxes() {
        return new InboxLedger(jdbc);
    }

    public WebhookLedger webhooks() {
        return new WebhookLedger(jdbc, transaction, owner);
    }

    public MessageProofLedger messageProofs() {
        return new MessageProofLedger(jdbc);
    }

    public ReadLedger reads() {
        return new ReadLedger(jdbc);
    }
}
