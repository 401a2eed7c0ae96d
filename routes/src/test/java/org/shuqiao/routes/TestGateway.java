package org.shuqiao.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.agreements.Attestors;
import org.shuqiao.routes.embedded.EmbeddedBroker;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.keys.TestKeys;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TwoOfficers;
import org.shuqiao.routes.platforms.DepositPlaces;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.sftp.NoAttachments;
import org.shuqiao.routes.steps.ReceivedBody;
import org.shuqiao.routes.webhooks.WebhookRules;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The journeys of a gateway on a real database and a real broker, with keys made for the test. */
final class TestGateway {
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));

    static final String CENTER = "91370212MA3C000039";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecureRandom random = new SecureRandom();
    private final Datasets datasets = Datasets.load();
    private final Clock clock;
    private final String center;
    private final String region;
    private final PlatformAccess access;
    private final DepositPlaces places;
    private final TestDatabase database = TestDatabase.fresh();
    private final DevelopmentAuthority authority;
    private final EmbeddedBroker broker;
    private final JmsPoolConnectionFactory connections = new JmsPoolConnectionFactory();
    final PlatformStub platform;
    final Ledger ledger;
    final TestKeys testKeys;
    final KeyStore keys;
    private final Journeys journeys;

    /** A gateway with Qingdao, {@link #platform}, as its one platform. */
    TestGateway(Path home) throws Exception {
        this(home, TIMES, keys -> keys.openWithAll("gateway-1"));
    }

    /** @param keysOf opens those of {@code gateway-1} */
    TestGateway(Path home, Ledger.Times times, Function<TestKeys, KeyStore> keysOf) throws Exception {
        this(home, times, keysOf, CENTER, "370212", null, places(), Clock.systemUTC());
    }

    /** @param other the one platform instead of Qingdao */
    TestGateway(Path home, String center, String region, PlatformAccess other) throws Exception {
        this(home, center, region, other, places());
    }

    /** @param places where the one platform is reached, if it is not called */
    TestGateway(Path home, String center, String region, PlatformAccess other, DepositPlaces places) throws Exception {
        this(home, TIMES, keys -> keys.openWithAll("gateway-1"), center, region, other, places, Clock.systemUTC());
    }

    /** @param other the one platform instead of Qingdao */
    TestGateway(Path home, Ledger.Times times, String center, String region, PlatformAccess other) throws Exception {
        this(home, times, keys -> keys.openWithAll("gateway-1"), center, region, other, places(), Clock.systemUTC());
    }

    /** @param clock of the gateway; its keys and its database have their own */
    TestGateway(Path home, Ledger.Times times, Clock clock) throws Exception {
        this(home, times, keys -> keys.openWithAll("gateway-1"), CENTER, "370212", null, places(), clock);
    }

    private static DepositPlaces places() {
        return new Places(new NoAttachments(), Clock.systemUTC());
    }

    private TestGateway(
            Path home,
            Ledger.Times times,
            Function<TestKeys, KeyStore> keysOf,
            String center,
            String region,
            PlatformAccess other,
            DepositPlaces places,
            Clock clock)
            throws Exception {
        this.clock = clock;
        this.places = places;
        this.center = center;
        this.region = region;
        authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), random);
        platform = new PlatformStub(key("qingdao").signer(random));
        access = other == null ? qingdao() : other;
        broker = EmbeddedBroker.start(home, random);
        connections.setConnectionFactory(broker.connectionFactory());
        ledger = new Ledger(database.dataSource(), "gateway-1", times, TestDatabase.leaves());
        testKeys = new TestKeys(ledger, authority, Clock.systemUTC());
        keys = keysOf.apply(testKeys);
        journeys = new Journeys(parts(home), new DefaultCamelContext());
        journeys.start();
        ledger.centers().register(center, "示范中心", region, "admin");
        TwoOfficers.enrol(database.jdbc());
        TwoOfficers.putInForce(journeys.agreements().office(), countersigned());
    }

    private PlatformAccess qingdao() {
        return new PlatformAccess(
                Platforms.load(datasets).find("qingdao").orElseThrow(),
                platform.url(),
                "shuqiao",
                () -> "secret".getBytes(StandardCharsets.UTF_8),
                null,
                authority::trusted,
                key("qingdao").chain().pem(),
                key("qingdao").chain().pem());
    }

    private JourneyParts parts(Path home) {
        return new JourneyParts(
                ledger,
                connections,
                datasets,
                new PlatformDirectory(List.of(access)),
                places,
                keys,
                PartnerCertificates.withoutLists(authority.trusted()),
                Attestors.none(),
                new LogParts(
                        "shuqiao.test/log", keys.log(), home.resolve("log/checkpoint"), LogParts.Timestamps.none()),
                WebhookRules.strict(),
                "gateway-1",
                Duration.ofMillis(100),
                clock,
                random);
    }

    private SigningKey key(String name) {
        try {
            return authority.issue(name, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] countersigned() {
        return signed((ObjectNode) JSON.readTree(access.platform().sampleAgreement()), "center", "qingdao");
    }

    /** Puts a second version of the agreement in force. */
    void renew(Consumer<ObjectNode> change) {
        ObjectNode agreement = (ObjectNode) JSON.readTree(access.platform().sampleAgreement());
        agreement.put("version", 2);
        ledger.agreements()
                .find(agreement.path("id").stringValue(), 1)
                .ifPresent(first -> agreement.put("prev", HexFormat.of().formatHex(first.hash())));
        change.accept(agreement);
        TwoOfficers.putInForce(journeys.agreements().office(), signed(agreement, "center", "qingdao"));
    }

    /**
     * Lets the platform send to a center, which is registered if it is not yet, and opens the slot that sample bookings are for.
     *
     * @param id of the agreement
     */
    void permitReturns(String id, String usci, Consumer<ObjectNode> change) {
        ledger.centers().register(usci, "示范中心", region, "admin");
        byte[] sample = access.platform().sampleInboundAgreement().orElseThrow();
        ObjectNode agreement = (ObjectNode) JSON.readTree(sample);
        agreement.put("id", id).withObject("/consumer").put("usci", usci);
        change.accept(agreement);
        ledger.agreements().all().stream()
                .filter(known -> known.id().equals(id))
                .max(Comparator.comparing(AgreementLedger.StoredAgreement::version))
                .ifPresent(newest -> agreement.put("prev", HexFormat.of().formatHex(newest.hash())));
        TwoOfficers.putInForce(journeys.agreements().office(), signedReturns(agreement));
        database.jdbc()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, open)
                        VALUES (?, 'CC-2026-1208-A', 1, gen_random_uuid(), '观摩', '展厅', ?::timestamptz,
                                ?::timestamptz + interval '2 hours', 100000, 0, true)
                        ON CONFLICT DO NOTHING
                        """,
                        usci,
                        SignedReturns.VISIT,
                        SignedReturns.VISIT);
    }

    /** An agreement on what comes in, as both parties sign it. */
    byte[] signedReturns(ObjectNode agreement) {
        return signed(agreement, "qingdao", "center");
    }

    private byte[] signed(ObjectNode agreement, String provider, String consumer) {
        Map<String, SigningKey> parties = Map.of("provider", key(provider), "consumer", key(consumer));
        parties.forEach((party, key) ->
                agreement.withObject("/" + party).put("cert_sn", key.chain().leafSerialHex()));
        ObjectNode signed = agreement.deepCopy();
        signed.remove(List.of("id", "status", "signatures"));
        byte[] bytes = CanonicalJson.bytes(signed);
        parties.forEach((party, key) -> agreement
                .withArray("/signatures")
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(random).sign(bytes))));
        return JSON.writeValueAsBytes(agreement);
    }

    Journeys journeys() {
        return journeys;
    }

    DevelopmentAuthority authority() {
        return authority;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    JmsPoolConnectionFactory connections() {
        return connections;
    }

    TestDatabase database() {
        return database;
    }

    /** A valid activity with this id, version and title. */
    byte[] activity(String recordId, int version, String title) {
        ObjectNode record = (ObjectNode) JSON.readTree(
                datasets.find("activity").orElseThrow().samples().get(0).bytes());
        return JSON.writeValueAsBytes(record.put("record_id", recordId)
                .put("version", version)
                .put("title", title)
                .put("center_id", center)
                .put("region", region));
    }

    /** The record's id is its title too, so that its payload can be told from others. */
    UUID accept(String recordId, int version) {
        return accept(activity(recordId, version, recordId));
    }

    UUID accept(byte[] body) {
        return accept("activity", body);
    }

    UUID accept(String dataset, byte[] body) {
        return journeys.accept(new ReceivedBody(center, dataset, null, body)).submission();
    }

    /** State and reason of the one transfer of a submission, for example {@code STORED} or {@code READY PLATFORM_RETRY}. */
    String transfer(UUID submission) {
        return ledger.reads().submission(submission, center).orElseThrow().transfers().stream()
                .findFirst()
                .map(t -> (t.state() + " " + t.reason()).strip())
                .orElse("none");
    }

    UUID transferId(UUID submission) {
        return ledger.reads()
                .submission(submission, center)
                .orElseThrow()
                .transfers()
                .get(0)
                .id();
    }

    void close() throws Exception {
        journeys.close();
        connections.stop();
        broker.close();
        platform.close();
        database.close();
    }
}
