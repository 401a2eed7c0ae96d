package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.Attachments;
import org.shuqiao.mappings.platforms.PlatformResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every platform keeps, whatever its calls look like; a new platform is one small class beside this one. Every case is run or skipped
 * with a reason, which the report shows. Of two that take the same dataset one waits for the other ({@code @ResourceLock} of the
 * dataset): records of one go to both, and would meet the faults that the other makes.
 */
@ExtendWith(ContractWorld.Shared.class)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
abstract class PlatformContract {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(100);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final int MANY = 20;
    static final String NOBODYS_CODE = "7777";

    private final String id;
    private final String dataset;
    private final String sample;
    private final ContractWorld world;

    /** @param sample of the dataset; its copies are what is sent */
    PlatformContract(ContractWorld world, String id, String dataset, String sample) {
        this.world = world;
        this.id = id;
        this.dataset = dataset;
        this.sample = sample;
    }

    /** Why a case is not for this platform; a case without a reason is run. */
    abstract Map<Case, String> skips();

    /** How it is reached. */
    abstract Way way();

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Arrays.stream(Case.values()).map(one -> DynamicTest.dynamicTest(one.name(), () -> runOrSkip(one)));
    }

    private void runOrSkip(Case one) throws Exception {
        String reason = whySkipped(one);
        if (reason != null) {
            assertThat(reason).as("why " + one + " is skipped").isNotBlank();
            Assumptions.abort(reason);
        }
        try {
            run(one);
        } finally {
            restore();
        }
    }

    private @Nullable String whySkipped(Case one) {
        PlatformDescriptor descriptor = platform().descriptor();
        String reason = skips().get(one);
        if (reason != null) {
            return reason;
        }
        return switch (one) {
            case REVIEW -> descriptor.review().isEmpty() ? "nobody reviews what it has taken" : null;
            case ATTACHMENT -> descriptor.attachments() == Attachments.NONE ? "it takes no files" : null;
            default -> null;
        };
    }

    /** Ends whatever a case has made go wrong. */
    void restore() {
        way().clear();
        simulated().forge(false);
    }

    private void run(Case one) throws Exception {
        switch (one) {
            case SIGNATURE_VECTOR -> signatureVector();
            case SINGLE -> single();
            case BATCH -> batch();
            case PARTIAL_FAILURE -> partialFailure();
            case DUPLICATE -> duplicate();
            case TIMEOUT -> timeout();
            case RETRY_CODES -> retryCodes();
            case UNKNOWN_CODE -> unknownCode();
            case FORGED_RECEIPT -> forgedReceipt();
            case CLOCK_SKEW -> clockSkew();
            case MISSING_CATALOG_CODE -> MissingCatalogCode.isRefused(world, platform(), dataset, record());
            case STATEMENT -> statement();
            case REVIEW -> new ReviewedRecord(this).isTakenOnceCorrected();
            case ATTACHMENT -> new ProofMaterial(this).arrivesWithItsFile();
        }
    }

    void signatureVector() {
        FamilyVector.holds(platform().descriptor().requiredCall());
    }

    private void single() throws Exception {
        Transfer stored = arrived(submit());
        assertOneEffect(stored, 1);
    }

    private void batch() throws Exception {
        List<String> submissions = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            submissions.add(submit());
        }
        for (String submission : submissions) {
            assertOneEffect(arrived(submission), 1);
        }
    }

    /** Where rows travel together: {@link #refusedByThePlatformAlone} says which row is bad. */
    private void partialFailure() throws Exception {
        List<String> good = new ArrayList<>(List.of(submit(), submit()));
        String bad = submit(refusedByThePlatformAlone());
        good.add(submit());
        for (String submission : good) {
            assertOneEffect(arrived(submission), 1);
        }
        awaitTransfer(bad, transfer -> Set.of("PARKED", "REJECTED").contains(transfer.state()));
    }

    /** A record that we find nothing wrong with, and the platform does. */
    ObjectNode refusedByThePlatformAlone() {
        throw new AssertionError("platform " + id + " says neither what it refuses nor why no row is refused alone");
    }

    private void duplicate() throws Exception {
        way().loseAnswers();
        String submission = submit();
        Transfer unknown =
                awaitTransfer(submission, transfer -> transfer.state().equals("UNKNOWN"));
        await().atMost(SOON)
                .until(() -> !simulated().effects(unknown.transferId()).isEmpty());
        way().clear();
        Transfer stored = arrived(submission);
        assertOneEffect(stored, null);
        assertThat(Objects.requireNonNull(stored.receipt()).verified()).isTrue();
    }

    private void timeout() throws Exception {
        way().loseAnswers();
        String submission = submit();
        Transfer unknown =
                awaitTransfer(submission, transfer -> transfer.state().equals("UNKNOWN"));
        assertThat(unknown.receipt()).isNull();
        way().clear();
        arrived(submission);
    }

    private void retryCodes() throws Exception {
        PlatformDescriptor.Results results = platform().descriptor().results();
        Map<String, PlatformResult> codes = results.rows().isEmpty() ? results.codes() : results.rows();
        String code = (codes.containsValue(PlatformResult.RETRY) ? codes : results.codes())
                .entrySet().stream()
                        .filter(entry -> entry.getValue() == PlatformResult.RETRY)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
        way().answer(503, code);
        String submission = submit();
        awaitTransfer(
                submission, transfer -> transfer.state().equals("READY") && "PLATFORM_RETRY".equals(transfer.reason()));
        way().clear();
        assertOneEffect(arrived(submission), 1);
    }

    private void unknownCode() throws Exception {
        way().answer(200, NOBODYS_CODE);
        String submission = submit();
        Transfer unknown =
                awaitTransfer(submission, transfer -> transfer.state().equals("UNKNOWN"));
        assertThat(simulated().effects(unknown.transferId())).isEmpty();
        way().clear();
        afterDoubt(submission);
    }

    private void forgedReceipt() throws Exception {
        simulated().forge(true);
        String submission = submit();
        Transfer doubted = awaitTransfer(
                submission,
                transfer -> transfer.state().equals("UNKNOWN")
                        && transfer.reason() != null
                        && transfer.reason().startsWith("RECEIPT"));
        await().atMost(SOON)
                .until(() -> !simulated().effects(doubted.transferId()).isEmpty());
        await().during(A_WHILE)
                .atMost(SOON)
                .until(() -> transfers(submission), found -> found.get(0).receipt() == null);
        simulated().forge(false);
        afterDoubt(submission);
    }

    /** What becomes of a transfer whose platform said nothing that could be used, once it speaks clearly again. */
    void afterDoubt(String submission) throws Exception {
        arrived(submission);
    }

    /** Eight minutes ahead: more than half of any window. */
    private void clockSkew() throws Exception {
        String code = platform().descriptor().results().codes().entrySet().stream()
                .filter(entry -> entry.getValue() == PlatformResult.AUTH)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
        way().answerFrom(Duration.ofMinutes(8).toSeconds(), code);
        String submission = submit();
        await().atMost(SOON).pollInterval(NOW_AND_THEN).until(() -> world.platformClocks()
                .contains(id));
        way().clear();
        arrived(submission);
    }

    /** The simulator has verified it, or there would be no effect; it is beside the payload where the descriptor says. */
    void statement() throws Exception {
        Transfer stored = arrived(submit());
        assertOneEffect(stored, 1);
        StatementCarried.beside(stored, platform().descriptor().statement(), simulated());
    }

    private void assertOneEffect(Transfer stored, @Nullable Integer calls) {
        assertThat(simulated().effects(stored.transferId())).singleElement().satisfies(effect -> {
            assertThat(effect.payloadHash()).isEqualTo(stored.payloadHash());
            if (calls != null) {
                assertThat(effect.calls()).isEqualTo(calls);
            }
        });
    }

    final ContractWorld world() {
        return world;
    }

    final Platform platform() {
        return world.platform(id);
    }

    final Simulated simulated() {
        return world.simulated(id);
    }

    /** A copy of the sample under an id of its own, as the one center of these contracts would submit it. */
    final ObjectNode record() {
        return record(dataset, sample);
    }

    final ObjectNode record(String dataset, String sample) {
        Dataset source = world.datasets().find(dataset).orElseThrow();
        byte[] bytes = source.samples().stream()
                .filter(one -> one.name().equals(sample))
                .findFirst()
                .orElseThrow()
                .bytes();
        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(bytes);
        return record.put("record_id", "HT-" + world.nextRecord())
                .put("center_id", ContractWorld.CENTER)
                .put("region", ContractWorld.REGION);
    }

    private String submit() throws IOException, InterruptedException {
        return submit(record());
    }

    final String submit(ObjectNode record) throws IOException, InterruptedException {
        return world.center()
                .submit(dataset, JsonMapper.shared().writeValueAsBytes(record))
                .submissionId();
    }

    final Transfer arrived(String submission) {
        Transfer stored = awaitTransfer(submission, transfer -> transfer.state().equals("STORED"));
        assertThat(Objects.requireNonNull(stored.receipt()).verified()).isTrue();
        return stored;
    }

    /** A time-out tells what it was instead. */
    final Transfer awaitTransfer(String submission, Predicate<Transfer> wanted) {
        AtomicReference<Transfer> last = new AtomicReference<>();
        await(id + " " + submission).atMost(SOON).pollInterval(NOW_AND_THEN).untilAsserted(() -> {
            List<Transfer> found = transfers(submission);
            assertThat(found).singleElement().matches(wanted);
            last.set(found.get(0));
        });
        return Objects.requireNonNull(last.get());
    }

    final List<Transfer> transfers(String submission) throws IOException, InterruptedException {
        return world.center().submission(submission).transfers().stream()
                .filter(one -> one.platform().equals(id))
                .toList();
    }
}
