package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.ledger.LedgerWorld.CENTER;
import static org.shuqiao.routes.ledger.LedgerWorld.atOnce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AttachmentLedger.Deletion;
import org.shuqiao.routes.ledger.AttachmentLedger.Quota;
import org.springframework.dao.DataIntegrityViolationException;

class AttachmentLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final String OTHER = "91500000MA5U000036";
    private static final Quota PLENTY = new Quota(100, 1L << 30);
    private static final Duration WEEK = Duration.ofDays(7);

    private AttachmentLedger ledger;

    @BeforeEach
    void attachments() {
        ledger = world.ledger().attachments();
    }

    /** Three chunks, the last one of one byte. */
    private static byte[] file(long seed) {
        byte[] file = new byte[2 * AttachmentLedger.CHUNK_BYTES + 1];
        new Random(seed).nextBytes(file);
        return file;
    }

    private static Attachment attachment(String center, byte[] file) {
        return new Attachment(center, Sm3.hex(file), file.length, AttachmentType.PDF);
    }

    private boolean store(String center, byte[] file, Quota quota) {
        return ledger.store(world.newId(), attachment(center, file), new ByteArrayInputStream(file), quota);
    }

    private String stored(byte[] file) {
        assertThat(store(CENTER, file, PLENTY)).isTrue();
        return Sm3.hex(file);
    }

    private byte[] read(String sm3, String center) throws IOException {
        try (InputStream in = ledger.open(sm3, center).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static List<Object> use() {
        return world.jdbc()
                .query(
                        "SELECT files, bytes FROM attachment_use WHERE center = ?",
                        (row, n) -> List.<Object>of(row.getInt(1), row.getLong(2)),
                        CENTER)
                .get(0);
    }

    private static UUID naming(String record, long version, String sm3) {
        NewSubmission row = world.naming(record, version, sm3);
        assertThat(world.store(row)).containsExactly(new Intake.Stored(row.id()));
        return row.id();
    }

    /** What came in with it is deleted with the payload that was made of it. */
    private static UUID keptUntilNow(UUID submission) {
        UUID transfer = world.committed(world.ready(world.claimed(submission))
                .owing(List.of(new DutyAfter(LedgerWorld.AGREEMENT, 1, DutyAfter.Kind.RETENTION, Duration.ZERO))));
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        return transfer;
    }

    @Test
    void givesBackWhatItWasGiven() throws Exception {
        byte[] file = file(1);
        String sm3 = stored(file);

        assertThat(read(sm3, CENTER)).isEqualTo(file);
        assertThat(ledger.find(CENTER, sm3).orElseThrow().attachment()).isEqualTo(attachment(CENTER, file));
        assertThat(world.rows("attachment_chunk")).isEqualTo(3);
        assertThat(use()).containsExactly(1, (long) file.length);
    }

    @Test
    void theSameFileAgainChangesNothing() {
        byte[] file = file(1);
        String sm3 = stored(file);

        assertThat(store(CENTER, file, new Quota(1, file.length))).isFalse();

        assertThat(world.rows("attachment_chunk")).isEqualTo(3);
        assertThat(use()).containsExactly(1, (long) file.length);
        assertThat(ledger.list(CENTER, null, 10))
                .extracting(one -> one.attachment().sm3())
                .containsExactly(sm3);
    }

    @Test
    void twoUploadsOfOneFileAtOnceStoreItOnce() throws Exception {
        byte[] file = file(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        InputStream slow = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int from, int most) {
                begun.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return super.read(target, from, most);
            }
        };
        CompletableFuture<Boolean> first =
                atOnce(() -> ledger.store(world.newId(), attachment(CENTER, file), slow, PLENTY));
        begun.await();
        CompletableFuture<Boolean> second = atOnce(() -> store(CENTER, file, PLENTY));
        await().until(() -> world.waitingForLocks() > 0);
        release.countDown();

        assertThat(first.get()).isTrue();
        assertThat(second.get()).isFalse();
        assertThat(world.rows("attachment_chunk")).isEqualTo(3);
        assertThat(read(Sm3.hex(file), CENTER)).isEqualTo(file);
    }

    @Test
    void anUploadThatFailsLeavesNothing() {
        byte[] file = file(1);
        InputStream cut = new ByteArrayInputStream(file, 0, AttachmentLedger.CHUNK_BYTES + 5);

        assertThatThrownBy(() -> ledger.store(world.newId(), attachment(CENTER, file), cut, PLENTY))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(world.rows("attachment") + world.rows("attachment_chunk") + world.rows("attachment_use"))
                .isZero();
        assertThat(store(CENTER, file, PLENTY)).isTrue();
    }

    @Test
    void aCenterFindsNothingOfAnother() {
        byte[] file = file(1);
        String sm3 = stored(file);

        assertThat(ledger.find(OTHER, sm3)).isEmpty();
        assertThat(ledger.open(sm3, OTHER)).isEmpty();
        assertThat(ledger.list(OTHER, null, 10)).isEmpty();
        assertThat(ledger.delete(OTHER, sm3)).isEqualTo(Deletion.UNKNOWN);
        assertThat(store(OTHER, file, PLENTY))
                .as("nor does it learn that it is there")
                .isTrue();
        assertThat(ledger.delete(OTHER, sm3)).isEqualTo(Deletion.DELETED);
        assertThat(ledger.find(CENTER, sm3)).isPresent();
    }

    @Test
    void aCenterCannotNameWhatIsAnothers() {
        String sm3 = stored(file(1));
        world.jdbc().update("UPDATE attachment SET center = ?", OTHER);

        assertThatThrownBy(() -> world.store(world.naming("r1", 1, sm3))).isInstanceOf(AttachmentGone.class);
    }

    @Test
    void takesNoMoreThanItsQuota() {
        byte[] file = file(1);
        stored(file);

        for (Quota used : List.of(new Quota(1, 1L << 30), new Quota(9, 2L * file.length - 1))) {
            assertThat(catchThrowableOfType(Failure.class, () -> store(CENTER, file(2), used))
                            .code())
                    .isEqualTo(FailureCode.ATTACHMENTS_FULL);
        }
        assertThat(store(OTHER, file, new Quota(1, file.length))).isTrue();
        assertThat(store(CENTER, file(2), new Quota(2, 2L * file.length))).isTrue();
        assertThat(use()).containsExactly(2, 2L * file.length);

        ledger.delete(CENTER, Sm3.hex(file));
        assertThat(use()).containsExactly(1, (long) file.length);
    }

    @Test
    void readingEndsOnlyWhereItIsWhatItIsCalled() throws Exception {
        String sm3 = stored(file(1));
        try (InputStream in = ledger.open(sm3, CENTER).orElseThrow()) {
            assertThat(in.read()).isEqualTo(file(1)[0] & 0xFF);
            ledger.delete(CENTER, sm3);
            assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(IOException.class);
        }
        stored(file(1));
        world.jdbc().update("UPDATE attachment_chunk SET content = '\\x00' WHERE number = 2");
        List<Integer> read = new ArrayList<>();
        try (InputStream in = ledger.open(sm3, CENTER).orElseThrow()) {
            assertThat(catchThrowable(() -> {
                        byte[] some = new byte[1 << 20];
                        for (int n = in.read(some); n > 0; n = in.read(some)) {
                            read.add(n);
                        }
                    }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(read).as("never more than a chunk, and not the last").containsExactly(1 << 18, 1 << 18);
    }

    @Test
    void deletesWhatNoRecordNamesInTime() {
        String unused = stored(file(1));
        String used = stored(file(2));
        String fresh = stored(file(3));
        naming("r1", 1, used);
        world.jdbc()
                .update(
                        "UPDATE attachment SET unused_since = unused_since - interval '8 days' WHERE sm3 = ANY (?)",
                        (Object) new String[] {unused, used});

        assertThat(ledger.deleteUnused(WEEK, 10)).isEqualTo(1);

        assertThat(ledger.find(CENTER, unused)).isEmpty();
        assertThat(ledger.find(CENTER, used)).isPresent();
        assertThat(ledger.find(CENTER, fresh)).isPresent();
        assertThat(use().get(0)).isEqualTo(2);
        assertThat(world.leaves("attachment-deletion"))
                .as("it was never part of anything")
                .isZero();
    }

    @Test
    void anUploadAgainBeginsItsTimeAnew() {
        String sm3 = stored(file(1));
        world.jdbc().update("UPDATE attachment SET unused_since = now() - interval '8 days'");

        store(CENTER, file(1), PLENTY);

        assertThat(ledger.deleteUnused(WEEK, 10)).isZero();
        assertThat(ledger.find(CENTER, sm3)).isPresent();
    }

    @Test
    void whatARecordNamesIsNotDeletedByItsCenter() {
        String sm3 = stored(file(1));
        naming("r1", 1, sm3);

        assertThat(ledger.delete(CENTER, sm3)).isEqualTo(Deletion.IN_USE);
        assertThat(ledger.find(CENTER, sm3).orElseThrow().unusedSince()).isNull();
    }

    @Test
    void aRecordWhoseFileIsGoneFailsAlone() {
        String sm3 = stored(file(1));
        NewSubmission gone = world.naming("r1", 1, "0".repeat(64));
        NewSubmission good = world.naming("r2", 1, sm3);
        List<Object> written = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();

        new BatchWriter<>(world.ledger().transaction(), world.ledger().submissions()::store)
                .write(List.of(gone, good), (i, intake) -> written.add(intake), (i, fault) -> failed.add(fault));

        assertThat(written).containsExactly(new Intake.Stored(good.id()));
        assertThat(failed).singleElement().isInstanceOf(DataIntegrityViolationException.class);
        assertThat(world.rows("submission")).isEqualTo(1);
        assertThat(world.ledger().submissions().isKnown(good.recordKey())).isTrue();
        assertThat(world.ledger().submissions().isKnown(gone.recordKey())).isFalse();
    }

    @Test
    void aTransferHasTheFileThatItsRecordNamesOnceThatIsDecided() {
        byte[] file = file(1);
        UUID transfer = world.committed(world.ready(world.claimed(naming("r1", 1, stored(file)))));
        assertThat(ledger.of(transfer)).as("nobody was asked about it").isEmpty();

        world.jdbc()
                .update(
                        "UPDATE transfer_content SET decision = decision || '{\"payload\": [{\"step\": \"attachment\"}]}'");

        assertThat(ledger.of(transfer)).contains(attachment(CENTER, file));
        assertThat(ledger.of(world.prepared("r2", 1))).isEmpty();
    }

    @Test
    void goesWithTheLastRecordThatNamedIt() {
        byte[] file = file(1);
        String sm3 = stored(file);
        keptUntilNow(naming("r1", 1, sm3));
        UUID second = naming("r2", 1, sm3);

        assertThat(world.ledger().retentions().deleteDue(10)).isEqualTo(1);
        assertThat(ledger.find(CENTER, sm3)).as("another record names it").isPresent();
        assertThat(world.leaves("attachment-deletion")).isZero();

        UUID transfer = keptUntilNow(second);
        assertThat(world.ledger().retentions().deleteDue(10)).isEqualTo(1);
        assertThat(ledger.find(CENTER, sm3)).isEmpty();
        assertThat(ledger.of(transfer)).isEmpty();
        assertThat(world.rows("attachment_chunk") + world.rows("attachment_reference"))
                .isZero();
        assertThat(use()).containsExactly(0, 0L);
        assertThat(world.jdbc()
                        .queryForObject(
                                "SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE type = 'attachment-deletion'",
                                String.class))
                .contains(sm3, "agreement-retention");
    }

    @Test
    void aRecordThatNamesItWhileItGoesKeepsItOrIsRefused() throws Exception {
        String sm3 = stored(file(1));
        keptUntilNow(naming("r1", 1, sm3));
        NewSubmission meanwhile = world.naming("r2", 1, sm3);
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<List<Intake>> naming = atOnce(() -> world.inTransaction(l -> {
            List<Intake> intake = l.submissions().store(List.of(meanwhile));
            stored.countDown();
            try {
                commit.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return intake;
        }));
        stored.await();
        CompletableFuture<Integer> deleting =
                atOnce(() -> world.ledger().retentions().deleteDue(10));
        await().until(() -> world.waitingForLocks() > 0);
        commit.countDown();

        assertThat(naming.get()).containsExactly(new Intake.Stored(meanwhile.id()));
        assertThat(deleting.get()).isEqualTo(1);
        assertThat(ledger.find(CENTER, sm3)).isPresent();
    }
}
