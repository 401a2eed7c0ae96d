package org.shuqiao.routes.agreements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.DraftLedger.OpenLimits;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TwoOfficers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

/** A ledger without agreements before each test, two officers, and the parties of the sample agreement. */
final class AgreementWorld implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final String CENTER = "91370212MA3C000039";
    static final String PLATFORM = "qingdao";
    static final OpenLimits LIMITS = new OpenLimits(3, 2);
    static final DecisionOrder ORDER = new DecisionOrder((transform, than) -> than.equals("raw"), Purposes.load());

    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Datasets DATASETS = Datasets.load();
    private static final AgreementProfile PROFILE =
            new AgreementProfile(DATASETS, Platforms.load(DATASETS).all());

    private Path keys;
    private TestDatabase database;
    private SampleAgreement sample;
    private TrustedCertificates trusted;
    private Instant now;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        keys = Files.createTempDirectory("shuqiao-agreements-");
        sample = new SampleAgreement(keys);
        database = TestDatabase.fresh();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database.clear();
        TwoOfficers.enrol(jdbc());
        trusted = sample.authorities();
        now = SampleAgreement.DURING;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database.close();
        try {
            FileSystemUtils.deleteRecursively(keys);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    SampleAgreement sample() {
        return sample;
    }

    JdbcTemplate jdbc() {
        return database.jdbc();
    }

    Ledger ledger() {
        return new Ledger(database.dataSource(), "gateway-1", TIMES, TestDatabase.leaves());
    }

    AgreementLedger agreements() {
        return ledger().agreements();
    }

    /** Of another gateway than every other one. */
    AgreementBook book() {
        return new AgreementBook(ledger(), rules(), ORDER);
    }

    private Countersignatures rules() {
        return new Countersignatures(() -> trusted, new Moving());
    }

    AgreementOffice office(AgreementBook book) {
        Countersignatures rules = rules();
        SignatureWatch signatures = new SignatureWatch(
                agreements(), ledger().signatures(), rules, PROFILE, () -> trusted, "gateway-1", new Moving());
        return new AgreementOffice(book, signatures, ledger().drafts(LIMITS), PROFILE, rules, ORDER, new Moving());
    }

    private final class Moving extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    void at(Instant instant) {
        now = instant;
    }

    /** From now on its authority says that others may have this key. */
    void compromised(SigningKey key) {
        trusted = sample.without(key);
    }

    /** The sample, signed by both, put in force by two officers at another gateway than all others. */
    Agreement inForce(Consumer<ObjectNode> change) {
        return inForce(book(), change);
    }

    /** The same at the gateway of this book. */
    Agreement inForce(AgreementBook book, Consumer<ObjectNode> change) {
        byte[] signed = sample.signed(change);
        TwoOfficers.putInForce(office(book), signed);
        return AgreementDocument.parse(signed).agreement(Agreement.State.ACTIVE);
    }

    /** A change that makes a version of the one that follows another. */
    static Consumer<ObjectNode> following(Agreement earlier, int version) {
        return json -> json.put("version", version).put("prev", earlier.hash());
    }

    List<String> events() {
        return jdbc().queryForList(
                        "SELECT event || ' ' || version || ' ' || actor FROM agreement_event ORDER BY id",
                        String.class);
    }

    List<String> states() {
        return jdbc().queryForList("SELECT version || ' ' || state FROM agreement ORDER BY id, version", String.class);
    }

    /** A version as an earlier gateway may have stored it. */
    void insert(StoredAgreement stored) {
        jdbc().update(
                        """
                        INSERT INTO agreement (id, version, state, center, platform, valid_from, valid_until, hash, document)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        stored.id(),
                        stored.version(),
                        stored.state().name(),
                        stored.center(),
                        stored.platform(),
                        stored.validFrom().atOffset(ZoneOffset.UTC),
                        stored.validUntil().atOffset(ZoneOffset.UTC),
                        stored.hash(),
                        stored.document());
    }
}
