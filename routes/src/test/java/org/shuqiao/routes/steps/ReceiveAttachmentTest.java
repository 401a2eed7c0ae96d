package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.RunningSm3;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.attachments.AttachmentFault;
import org.shuqiao.routes.attachments.AttachmentRefused;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.attachments.SampleFiles;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;

class ReceiveAttachmentTest {
    private static final String CENTER = "91370212MA3C000039";
    private static final byte[] PDF = SampleFiles.pdf("");

    private static TestDatabase database;

    @TempDir
    Path folder;

    private AttachmentLedger ledger;

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
        ledger = new Ledger(database.dataSource(), "gateway-1", times, TestDatabase.leaves()).attachments();
    }

    private ReceiveAttachment receive(Clock clock) {
        return new ReceiveAttachment(
                ledger,
                Limits.ATTACHMENTS_PER_CENTER,
                new Uuid7(Clock.systemUTC(), new SecureRandom()),
                folder.resolve("run"),
                clock);
    }

    private boolean receive(String sm3, AttachmentType type, InputStream in) throws AttachmentRefused {
        return receive(Clock.systemUTC())
                .receive(new ReceiveAttachment.Announced(CENTER, sm3, type), in)
                .isNew();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(ledger.list(CENTER, null, 10)).isEmpty();
    }

    private AttachmentFault fault(String sm3, AttachmentType type, byte[] file) throws IOException {
        AttachmentFault fault = catchThrowableOfType(
                        AttachmentRefused.class, () -> receive(sm3, type, new ByteArrayInputStream(file)))
                .fault();
        assertNothingIsLeft();
        return fault;
    }

    private FailureCode failure(ReceiveAttachment receive, InputStream in) throws IOException {
        ReceiveAttachment.Announced announced =
                new ReceiveAttachment.Announced(CENTER, Sm3.hex(PDF), AttachmentType.PDF);
        FailureCode code = catchThrowableOfType(Failure.class, () -> receive.receive(announced, in))
                .code();
        assertNothingIsLeft();
        return code;
    }

    @Test
    void takesWhatIsWhatItWasAnnouncedAs() throws Exception {
        assertThat(receive(Sm3.hex(PDF), AttachmentType.PDF, new ByteArrayInputStream(PDF)))
                .isTrue();
        assertThat(receive(Sm3.hex(PDF), AttachmentType.PDF, new ByteArrayInputStream(PDF)))
                .isFalse();

        try (InputStream stored = ledger.open(Sm3.hex(PDF), CENTER).orElseThrow()) {
            assertThat(stored.readAllBytes()).isEqualTo(PDF);
        }
    }

    @Test
    void refusesWhatIsNot() throws Exception {
        assertThat(fault("0".repeat(64), AttachmentType.PDF, PDF)).isEqualTo(AttachmentFault.HASH);
        assertThat(fault(Sm3.hex(PDF), AttachmentType.PNG, PDF)).isEqualTo(AttachmentFault.TYPE_DIFFERS);
        assertThat(fault(Sm3.hex(), AttachmentType.PDF, new byte[0])).isEqualTo(AttachmentFault.EMPTY);
        byte[] active = SampleFiles.pdf("/Launch");
        assertThat(fault(Sm3.hex(active), AttachmentType.PDF, active)).isEqualTo(AttachmentFault.ACTIVE_CONTENT);
    }

    /** A PDF of any size that is made while it is read; never more of it is asked for than one buffer. */
    private static final class Endless extends InputStream {
        private static final byte[] HEAD = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] TAIL = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

        private final long size;
        private long position;
        private int mostAsked;

        Endless(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] target, int from, int most) {
            mostAsked = Math.max(mostAsked, most);
            int count = (int) Math.min(Math.min(most, 9_973), size - position);
            if (count <= 0) {
                return -1;
            }
            Arrays.fill(target, from, from + count, (byte) 'a');
            overlay(HEAD, 0, target, from, count);
            overlay(TAIL, size - TAIL.length, target, from, count);
            position += count;
            return count;
        }

        /** Writes what of some bytes at a place falls into the part that is read now. */
        private void overlay(byte[] bytes, long place, byte[] target, int from, int count) {
            for (int i = 0; i < bytes.length; i++) {
                long at = place + i - position;
                if (at >= 0 && at < count) {
                    target[from + (int) at] = bytes[i];
                }
            }
        }

        static String sm3(long size) {
            Endless file = new Endless(size);
            RunningSm3 running = new RunningSm3();
            byte[] buffer = new byte[8192];
            for (int read = file.read(buffer, 0, buffer.length); read > 0; read = file.read(buffer, 0, buffer.length)) {
                running.update(buffer, 0, read);
            }
            return running.hex();
        }
    }

    @Test
    void streamsTheLongestFileThroughSmallBuffers() throws Exception {
        String sm3 = Endless.sm3(Limits.ATTACHMENT_BYTES);
        Endless longest = new Endless(Limits.ATTACHMENT_BYTES);

        assertThat(receive(sm3, AttachmentType.PDF, longest)).isTrue();

        assertThat(longest.mostAsked).isLessThanOrEqualTo(64 << 10);
        assertThat(database.jdbc().queryForObject("SELECT max(length(content)) FROM attachment_chunk", Integer.class))
                .isEqualTo(256 << 10);
        RunningSm3 back = new RunningSm3();
        try (InputStream in = ledger.open(sm3, CENTER).orElseThrow()) {
            byte[] buffer = new byte[1 << 20];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                assertThat(read).isLessThanOrEqualTo(256 << 10);
                back.update(buffer, 0, read);
            }
        }
        assertThat(back.hex()).isEqualTo(sm3);
    }

    @Test
    void refusesWhatIsTooLongAsSoonAsItIs() throws Exception {
        Endless tooLong = new Endless(Long.MAX_VALUE);

        assertThat(failure(receive(Clock.systemUTC()), tooLong)).isEqualTo(FailureCode.BODY_TOO_LARGE);

        assertThat(tooLong.position).isLessThan(Limits.ATTACHMENT_BYTES + (64 << 10));
    }

    @Test
    void leavesNothingOfWhatBreaksOff() throws Exception {
        InputStream cut = new InputStream() {
            private final InputStream begun = new ByteArrayInputStream(PDF, 0, 20);

            @Override
            public int read() throws IOException {
                return orReset(begun.read());
            }

            @Override
            public int read(byte[] target, int from, int most) throws IOException {
                return orReset(begun.read(target, from, most));
            }

            private static int orReset(int read) throws IOException {
                if (read < 0) {
                    throw new IOException("connection reset");
                }
                return read;
            }
        };

        assertThat(failure(receive(Clock.systemUTC()), cut)).isEqualTo(FailureCode.UPLOAD_BROKEN_OFF);
    }

    @Test
    void givesUpWhatComesInTooSlowly() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Instant start = Instant.parse("2026-11-22T00:00:00Z");
        Clock late = new Clock() {
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
                return start.plus(Duration.ofMinutes(20L * looks.getAndIncrement()));
            }
        };

        assertThat(failure(receive(late), new Endless(1 << 20))).isEqualTo(FailureCode.UPLOAD_BROKEN_OFF);
    }

    @Test
    void takesWhatOneGatewayTakesForAll() throws Exception {
        receive(Sm3.hex(PDF), AttachmentType.PDF, new ByteArrayInputStream(PDF));
        Ledger.Times times = new Ledger.Times(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(60));
        AttachmentLedger second =
                new Ledger(database.dataSource(), "gateway-2", times, TestDatabase.leaves()).attachments();

        assertThat(second.find(CENTER, Sm3.hex(PDF))).isPresent();
    }
}
