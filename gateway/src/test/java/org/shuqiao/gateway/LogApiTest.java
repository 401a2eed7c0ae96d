package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.log.Check;
import org.shuqiao.certs.log.Checkpoint;
import org.shuqiao.certs.log.ConsistencyProof;
import org.shuqiao.certs.log.EntryBundle;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogAudit;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogSite;
import org.shuqiao.certs.log.SignedCheckpoint;
import tools.jackson.databind.JsonNode;

/** The log as anybody sees it, who has nothing but HTTP and the log's key. */
@ExtendWith(OneGateway.class)
class LogApiTest {
    private static final String LOG = "/api/v1/log";
    private static final Duration QUICK = Duration.ofSeconds(2);

    /** A machine that is busy with something else may be slow for a while, a log that is slow is so always. */
    private static final int TRIES = 8;

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    @TempDir
    private Path folder;

    LogApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private Trust trust() {
        return Trust.parse(gateway.anonymous().get(LOG + "/trust").expect(200).body());
    }

    private Checkpoint checkpoint() throws Exception {
        SignedCheckpoint signed = SignedCheckpoint.parse(
                gateway.anonymous().get(LOG + "/checkpoint").expect(200).body());
        signed.verify(trust().logs().get(0));
        return signed.checkpoint();
    }

    private JsonNode stored() {
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        center.evidence(transfer).expect(200);
        return transfer;
    }

    private static List<byte[]> path(JsonNode proof) {
        return proof.path("path")
                .valueStream()
                .map(hash -> HexFormat.of().parseHex(hash.stringValue()))
                .toList();
    }

    @Test
    void provesATransferWithinTwoSecondsOfItsCommit() throws Exception {
        String id = proven();
        for (int i = 1; i < TRIES && waited(id).compareTo(QUICK) >= 0; i++) {
            id = proven();
        }
        assertThat(waited(id)).isLessThan(QUICK);

        JsonNode proof = gateway.anonymous()
                .get(LOG + "/proof/inclusion?transfer=" + id)
                .expect(200)
                .json();
        long size = proof.path("size").longValue();
        Checkpoint checkpoint = checkpoint();
        assertThat(checkpoint.size()).isGreaterThanOrEqualTo(size);
        if (checkpoint.size() > size) {
            proof = gateway.anonymous()
                    .get(LOG + "/proof/inclusion?transfer=" + id + "&size=" + checkpoint.size())
                    .expect(200)
                    .json();
        }
        new InclusionProof(proof.path("index").longValue(), checkpoint.size(), path(proof))
                .verify(
                        checkpoint.hash(),
                        HexFormat.of().parseHex(proof.path("leafHash").stringValue()),
                        checkpoint.root());
    }

    /** @return a transfer whose place in the log can be proved */
    private String proven() {
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        String id = transfer.required("transferId").stringValue();
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> gateway.anonymous()
                                .get(LOG + "/proof/inclusion?transfer=" + id)
                                .status()
                        == 200);
        return id;
    }

    /** From its commit to the first checkpoint that covers it. */
    private Duration waited(String transfer) {
        return Duration.ofMillis(gateway.sql()
                .queryForObject(
                        """
                        SELECT (extract(epoch FROM min(c.signed_at) - min(t.created_at)) * 1000)::bigint
                        FROM log_checkpoint c, transfer t JOIN log_leaf l ON l.subject = t.id AND l.type = 'transfer'
                        WHERE t.id = ? AND c.size > l.tree_index
                        """,
                        Long.class,
                        UUID.fromString(transfer)));
    }

    @Test
    void provesALeafByItsHash() throws Exception {
        String id = stored().required("transferId").stringValue();
        JsonNode ofTransfer = gateway.anonymous()
                .get(LOG + "/proof/inclusion?transfer=" + id)
                .expect(200)
                .json();
        String query = LOG + "/proof/inclusion?leaf="
                + ofTransfer.path("leafHash").stringValue() + "&size="
                + ofTransfer.path("size").longValue();

        Answer answer = gateway.anonymous().get(query).expect(200);

        assertThat(answer.json()).isEqualTo(ofTransfer);
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("immutable"));
    }

    @Test
    void provesThatAnOlderTreeIsTheBeginningOfTheNewOne() throws Exception {
        stored();
        Checkpoint older = checkpoint();
        stored();
        Checkpoint newer = checkpoint();
        assertThat(newer.size()).isGreaterThan(older.size());

        JsonNode proof = gateway.anonymous()
                .get(LOG + "/proof/consistency?from=" + older.size() + "&to=" + newer.size())
                .expect(200)
                .json();

        new ConsistencyProof(older.size(), newer.size(), path(proof)).verify(newer.hash(), older.root(), newer.root());
    }

    @Test
    void anAuditorWithNothingButHttpFindsTheTreeWhole() throws Exception {
        stored();
        URI base = URI.create(gateway.anonymous().gateway() + LOG);
        Path key = Files.writeString(folder.resolve("key"), gateway.officer().apiKey());

        List<Check> asAnybody = new LogAudit(trust().logs()).audit(LogSite.open(base), List.of());
        List<Check> withEntries = new LogAudit(trust().logs()).audit(LogSite.open(base, key, List.of()), List.of());

        assertThat(asAnybody).isNotEmpty().allMatch(Check::passed);
        assertThat(withEntries).isNotEmpty().allMatch(Check::passed);
    }

    @Test
    void givesLeavesToThoseWhoWatchAndToNobodyElse() throws Exception {
        stored();
        int width = (int) Math.min(checkpoint().size(), 256);
        String path = LOG + "/" + new EntryBundle(0, width).path();

        for (GatewayClient watcher : List.of(gateway.officer(), gateway.operator(), gateway.admin())) {
            assertThat(EntryBundle.decode(watcher.get(path).expect(200).body(), width))
                    .hasSize(width);
        }
        gateway.anonymous().get(path).expectProblem(401, "NOT_AUTHENTICATED");
        center.client().get(path).expectProblem(403, "NOT_ALLOWED");
    }

    @Test
    void aTileHoldsTheHashesOfItsLeaves() throws Exception {
        stored();
        byte[] first = EntryBundle.decode(
                        gateway.officer()
                                .get(LOG + "/tile/entries/000.p/1")
                                .expect(200)
                                .body(),
                        1)
                .get(0);

        Answer tile = gateway.anonymous().get(LOG + "/tile/0/000.p/1").expect(200);

        assertThat(tile.body()).isEqualTo(LogHash.SM3.leaf(first));
        assertThat(tile.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("public"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tile/0/x999/999",
                "/tile/9/000",
                "/tile/0/0",
                "/tile/0/000.p/0",
                "/tile/0/000.p/256",
                "/tile/0/000/",
                "/tile/0/-01",
                "/tile/0",
                "/tile/x/000",
                "/tile/7/000",
                "/proof/inclusion?transfer=019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a",
                "/proof/inclusion?leaf=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void knowsNothingThatTheTreeDoesNotHold(String path) {
        gateway.anonymous().get(LOG + path).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proof/inclusion",
                "/proof/inclusion?transfer=1",
                "/proof/inclusion?leaf=xyz",
                "/proof/inclusion?leaf=zz00000000000000000000000000000000000000000000000000000000000000",
                "/proof/inclusion?leaf=0000000000000000000000000000000000000000000000000000000000000000&size=-1",
                "/proof/inclusion?leaf=0000000000000000000000000000000000000000000000000000000000000000&size=99999999999",
                "/proof/consistency",
                "/proof/consistency?from=2&to=1",
                "/proof/consistency?from=-1&to=1",
                "/proof/consistency?from=0&to=99999999999",
                "/proof/consistency?from=0&to=99999999999999999999"
            })
    void refusesQuestionsThatAreNone(String path) {
        gateway.anonymous().get(LOG + path).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void showsItsSizeAndItsLagAsFigures() {
        stored();

        await().untilAsserted(() -> assertThat(gateway.operator()
                        .get("/actuator/metrics/shuqiao.log.published.size")
                        .expect(200)
                        .json()
                        .at("/measurements/0/value")
                        .doubleValue())
                .isPositive());
        gateway.operator().get("/actuator/metrics/shuqiao.departures.held").expect(200);
        gateway.anonymous().get("/actuator/metrics").expectProblem(401, "NOT_AUTHENTICATED");
        center.client().get("/actuator/metrics").expectProblem(403, "NOT_ALLOWED");
    }
}
