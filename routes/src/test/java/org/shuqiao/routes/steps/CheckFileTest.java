package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.platforms.ProofPlatform;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.attachments.SampleFiles;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Intake;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PlatformDirectory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of proof material against what their center has uploaded. */
class CheckFileTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final byte[] PDF = SampleFiles.pdf("");

    private static TestDatabase database;

    private final Uuid7 ids = new Uuid7(Clock.systemUTC(), new SecureRandom());
    private Ledger ledger;
    private ReadRecord readRecord;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
        Ledger.Times times = new Ledger.Times(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(60));
        ledger = new Ledger(database.dataSource(), "gateway-1", times, TestDatabase.leaves());
        readRecord = ReadRecord.toForesee(
                SampleTransfer.DATASETS,
                new PlatformDirectory(List.of(SampleTransfer.access(ProofPlatform.taking("none")))),
                new NewRows(ids, Clock.systemUTC(), new SecureRandom()),
                new CheckFile(ledger.attachments(), ledger.submissions()));
    }

    private void upload(String center) {
        ledger.attachments()
                .store(
                        ids.next(),
                        new Attachment(center, Sm3.hex(PDF), PDF.length, AttachmentType.PDF),
                        new ByteArrayInputStream(PDF),
                        Limits.ATTACHMENTS_PER_CENTER);
    }

    private ReadSubmission read(Consumer<ObjectNode> change) {
        byte[] sample = SampleTransfer.DATASETS
                .find("proof_material")
                .orElseThrow()
                .samples()
                .get(0)
                .bytes();
        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(sample);
        record.put("sm3", Sm3.hex(PDF)).put("bytes", PDF.length);
        change.accept(record);
        return readRecord.read(new ReceivedBody(
                CENTER, "proof_material", null, JsonMapper.shared().writeValueAsBytes(record), null));
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> violations(Consumer<ObjectNode> change) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read(change));
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_RECORD);
        return ((List<Violation>) failure.facts().get("violations"))
                .stream().map(one -> tuple(one.pointer(), one.rule())).toList();
    }

    @Test
    void takesARecordWhoseFileIsHere() {
        upload(CENTER);

        assertThat(read(record -> {}).row().file()).isEqualTo(Sm3.hex(PDF));
    }

    @Test
    void refusesARecordWhoseFileIsNot() {
        upload("91370212MA3C000039");

        assertThat(violations(record -> {})).containsExactly(tuple("/sm3", "ATTACHMENT_MISSING"));
    }

    @Test
    void refusesARecordThatSaysOtherwiseOfIt() {
        upload(CENTER);

        assertThat(violations(record -> record.put("bytes", 1).put("media_type", "image/png")))
                .containsExactly(tuple("/bytes", "ATTACHMENT_SIZE"), tuple("/media_type", "ATTACHMENT_TYPE"));
    }

    @Test
    void answersARepeatedRecordAsTheFirstTimeAlsoWhenItsFileIsGone() {
        upload(CENTER);
        ReadSubmission first = read(record -> {});
        assertThat(store(first)).isInstanceOf(Intake.Stored.class);
        database.jdbc().update("DELETE FROM attachment_reference");
        database.jdbc().update("DELETE FROM attachment");

        assertThat(store(read(record -> {})))
                .isEqualTo(new Intake.Repeated(first.row().id()));
        assertThat(violations(record -> record.put("version", 2))).isNotEmpty();
    }

    private Intake store(ReadSubmission read) {
        return ledger.transaction()
                .execute(status -> ledger.submissions().store(List.of(read.row())))
                .get(0);
    }
}
