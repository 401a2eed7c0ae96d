package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.shuqiao.routes.steps.Departures.Watch;
import org.shuqiao.routes.steps.OwnLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keys that change, are missing or fall into wrong hands while records are on their way. */
class KeyRotationTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String GATEWAY = "gateway-1";

    /** A claim before the hold may have found that the masking key has ended. */
    private static final Set<String> WAITS = Set.of("READY", "PENDING KEY_VERSION");

    @TempDir
    static Path home;

    private static TestGateway gateway;
    private static KeyOffice office;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(
                home,
                new Ledger.Times(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60)),
                keys -> keys.openWithAll(GATEWAY));
        office = gateway.testKeys.office(gateway.keys);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void losesNoTransferAndSignsNoneInVainWhileEveryKeyChangesUnderLoad() throws Exception {
        ConcurrentLinkedQueue<UUID> submissions = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        ExecutorService centers = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            centers.execute(() -> {
                while (!ended.get()) {
                    submissions.add(gateway.accept("rotates-" + number.incrementAndGet(), 1));
                }
            });
        }
        for (int round = 0; round < 5; round++) {
            for (Role role : List.of(Role.STATEMENT, Role.LOG, Role.MASKING)) {
                String owner = role == Role.STATEMENT ? GATEWAY : "";
                UUID next = gateway.testKeys.rotate(gateway.keys, role, owner);
                retireAllBut(next, role);
            }
            int seen = submissions.size();
            await().atMost(SOON).until(() -> submissions.size() > seen + 20);
        }
        ended.set(true);
        centers.shutdown();
        assertThat(centers.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        submissions.forEach(KeyRotationTest::stored);
        List<Signed> signed = signed();
        assertThat(signed).hasSizeGreaterThanOrEqualTo(submissions.size());
        for (Signed each : signed) {
            gateway.authority()
                    .trusted()
                    .verifier(each.chain(), Instant.now())
                    .verify(each.statement(), each.signature());
        }
        assertThat(signed.stream().map(Signed::chain).distinct()).hasSizeGreaterThan(2);
        Set<String> versions =
                signed.stream().flatMap(each -> keyVersions(each).stream()).collect(Collectors.toSet());
        assertThat(versions).hasSizeGreaterThan(2);
        logIsWhole();
    }

    private static void retireAllBut(UUID newest, Role role) {
        gateway.keys.keys().stream()
                .filter(key -> key.role() == role
                        && key.state() == State.ACTIVE
                        && !key.id().equals(newest))
                .forEach(key -> office.retire(key.id(), "rotated", "test"));
    }

    /** Signed by several keys, one after the other, and still one log. */
    private static void logIsWhole() throws Exception {
        OwnLog log = gateway.journeys().log().log();
        assertThat(log.keys()).hasSizeGreaterThan(5);
        // Under a load whoever looks may come late, which is a hold until they do.
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(gateway.journeys().log().departures().hold()).isEmpty());
        List<byte[]> notes = gateway.database().jdbc().queryForList("SELECT note FROM log_checkpoint", byte[].class);
        for (byte[] note : notes) {
            SignedCheckpoint checkpoint = SignedCheckpoint.parse(note);
            assertThat(log.keys()).anyMatch(key -> isSigned(checkpoint, key));
        }
    }

    private static boolean isSigned(SignedCheckpoint checkpoint, LogKey key) {
        try {
            checkpoint.verify(key);
            return true;
        } catch (SignatureRefused byAnother) {
            return false;
        }
    }

    @Test
    void signsAnewWhatAKeyInWrongHandsHasSignedAndNothingOfItLeaves() {
        UUID key = inForce(Role.STATEMENT);
        gateway.ledger.operations().pause("qingdao", "to keep it here", "test");
        UUID submission = gateway.accept("compromised", 1);
        eventually(submission, "READY");
        byte[] before = chainOf(submission);

        office.compromised(key, Instant.now().minusSeconds(3_600), "found in a drawer", "test");

        eventually(submission, "PENDING KEY_COMPROMISED");
        gateway.testKeys.rotate(gateway.keys, Role.STATEMENT, GATEWAY);
        await().atMost(SOON).until(() -> !gateway.transfer(submission).contains("PENDING"));
        assertThat(chainOf(submission)).isNotEqualTo(before);
        gateway.ledger.operations().resume("qingdao", "test");
        stored(submission);
        assertThat(gateway.platform.calls("compromised")).hasSize(1);
    }

    @Test
    void claimsNothingThatAnotherGatewaySignedWithAKeyInWrongHands() {
        gateway.ledger.operations().pause("qingdao", "to keep it here", "test");
        UUID submission = gateway.accept("late", 1);
        eventually(submission, "READY");
        gateway.database().jdbc().update("UPDATE signing_chain SET compromised_from = now()");
        gateway.testKeys.rotate(gateway.keys, Role.STATEMENT, GATEWAY);

        gateway.ledger.operations().resume("qingdao", "test");

        stored(submission);
        assertThat(gateway.platform.calls("late")).hasSize(1);
        assertThat(gateway.database()
                        .jdbc()
                        .queryForObject(
                                """
                                SELECT count(*) FROM transfer t JOIN transfer_content c ON c.id = t.id
                                JOIN signing_chain s ON s.fingerprint = c.signing_chain
                                WHERE t.submission = ? AND s.compromised_from IS NULL
                                """,
                                Integer.class,
                                submission))
                .isEqualTo(1);
    }

    @Test
    void waitsForAMissingKeyAndEndsNothing() {
        for (Role role : List.of(Role.STATEMENT, Role.MASKING, Role.LOG)) {
            gateway.ledger.operations().pause("qingdao", "to have one ready", "test");
            UUID ready = gateway.accept("ready-without-" + role, 1);
            eventually(ready, "READY");
            office.retire(inForce(role), "test", "test");
            await().atMost(SOON).until(() -> gateway.journeys()
                    .log()
                    .departures()
                    .hold(Watch.KEYS)
                    .isPresent());
            gateway.ledger.operations().resume("qingdao", "test");
            UUID accepted = gateway.accept("accepted-without-" + role, 1);

            await().during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> gateway.transfer(accepted).equals("none") && WAITS.contains(gateway.transfer(ready)));
            assertThat(gateway.keys.missing()).containsExactly(role);
            assertThat(gateway.platform.calls("without-" + role)).isEmpty();

            gateway.testKeys.rotate(gateway.keys, role, role == Role.STATEMENT ? GATEWAY : "");
            stored(ready);
            stored(accepted);
        }
    }

    @Test
    void joinsWhatAPlatformGetsOfOneYearAroundARotation() {
        int year = ChinaTime.year(Instant.now());
        UUID first = onlyMaskingKey(year);
        String before = pseudonym("before-rotation", year);

        gateway.testKeys.rotate(gateway.keys, Role.MASKING, "");

        assertThat(pseudonym("after-rotation", year)).isEqualTo(before);
        String next = pseudonym("next-year", year + 1);
        assertThat(next).isNotEqualTo(before);
        office.retire(first, "its year is over", "test");
        assertThat(pseudonym("after-its-key", year)).isEqualTo(next);
    }

    @Test
    void masksAnewWhatAKeyInWrongHandsHasMaskedAndNothingOfItLeaves() {
        int year = ChinaTime.year(Instant.now());
        UUID key = onlyMaskingKey(year);
        gateway.ledger.operations().pause("qingdao", "to keep it here", "test");
        UUID submission = gateway.accept("masked-in-vain", 1);
        eventually(submission, "READY");
        String before = pseudonym(submission);

        office.compromised(key, Instant.now().minusSeconds(3_600), "found in a drawer", "test");

        eventually(submission, "PENDING KEY_VERSION");
        onlyMaskingKey(year);
        eventually(submission, "READY");
        assertThat(pseudonym(submission)).isNotEqualTo(before);
        gateway.ledger.operations().resume("qingdao", "test");
        stored(submission);
        assertThat(gateway.platform.calls("masked-in-vain")).hasSize(1);
    }

    @Test
    void claimsNothingThatWasMaskedWithAKeyThatIsNotTheRightOneAnyMore() {
        int year = ChinaTime.year(Instant.now());
        UUID old = onlyMaskingKey(year);
        gateway.ledger.operations().pause("qingdao", "to keep it here", "test");
        UUID submission = gateway.accept("masked-before", 1);
        eventually(submission, "READY");
        String before = pseudonym(submission);
        gateway.testKeys.rotate(gateway.keys, Role.MASKING, "");

        office.retire(old, "rotated", "test");
        gateway.ledger.operations().resume("qingdao", "test");

        stored(submission);
        assertThat(pseudonym(submission)).isNotEqualTo(before);
        assertThat(gateway.platform.calls("masked-before")).hasSize(1);
        assertThat(gateway.database()
                        .jdbc()
                        .queryForList(
                                "SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE type = 'void' AND subject = ?",
                                String.class,
                                gateway.transferId(submission)))
                .singleElement()
                .asString()
                .contains("KEY_VERSION");
    }

    /** Retires all others. */
    private static UUID onlyMaskingKey(int fromYear) {
        UUID key = office.generate(Role.MASKING, "", "test").id();
        retireAllBut(key, Role.MASKING);
        return office.activateMasking(key, Instant.now(), fromYear, "test").id();
    }

    /** Of the enterprise that all these records have in common. */
    private static String pseudonym(String recordId, int year) {
        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(gateway.activity(recordId, 1, recordId));
        record.put("period", Integer.toString(year));
        UUID submission = gateway.accept(JsonMapper.shared().writeValueAsBytes(record));
        stored(submission);
        return pseudonym(submission);
    }

    private static String pseudonym(UUID submission) {
        byte[] payload = gateway.database()
                .jdbc()
                .queryForObject(
                        """
                        SELECT c.payload FROM transfer t JOIN transfer_content c ON c.id = t.id WHERE t.submission = ?
                        """,
                        byte[].class,
                        submission);
        return JsonMapper.shared().readTree(payload).at("/FWDX/0/QYDH").stringValue();
    }

    private record Signed(byte[] statement, byte[] signature, CertificateChain chain) {}

    private static List<Signed> signed() {
        return gateway.database()
                .jdbc()
                .query(
                        """
                        SELECT c.statement, c.signature, s.pem FROM transfer_content c
                        JOIN signing_chain s ON s.fingerprint = c.signing_chain
                        """,
                        (row, n) -> new Signed(row.getBytes(1), row.getBytes(2), parsed(row.getBytes(3))));
    }

    private static CertificateChain parsed(byte[] pem) {
        try {
            return CertificateChain.parse(pem);
        } catch (CertificateRefused e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> keyVersions(Signed signed) {
        JsonNode versions = JsonMapper.shared().readTree(signed.statement()).at("/masking/keyVersions");
        return versions.properties().stream()
                .map(Map.Entry::getValue)
                .map(version -> version.asString(""))
                .toList();
    }

    private static UUID inForce(Role role) {
        return gateway.keys.keys().stream()
                .filter(key -> key.role() == role && key.state() == State.ACTIVE)
                .reduce((older, newer) -> newer)
                .map(StoredKey::id)
                .orElseThrow();
    }

    private static byte[] chainOf(UUID submission) {
        return gateway.database()
                .jdbc()
                .queryForObject(
                        """
                        SELECT c.signing_chain FROM transfer t JOIN transfer_content c ON c.id = t.id
                        WHERE t.submission = ?
                        """,
                        byte[].class,
                        submission);
    }

    private static void stored(UUID submission) {
        eventually(submission, "STORED");
    }

    private static void eventually(UUID submission, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(state));
    }
}
