package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.utf8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class StrictZipTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int CENTRAL_SIGNATURE = 0x02014b50;

    private static byte[] two() {
        var zip = new DeterministicZip();
        zip.add("a.txt", utf8("first"));
        zip.add("b.txt", new byte[0]);
        return zip.toByteArray();
    }

    private static void refuses(byte[] zip, String why) {
        ProcessorTime.within(SOON, () -> assertThatExceptionOfType(MalformedArchive.class)
                .isThrownBy(() -> StrictZip.read(zip))
                .withMessageContaining(why));
    }

    /** Where the n-th entry of the directory begins. */
    private static int central(byte[] zip, int n) {
        var buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int found = -1;
        for (int at = 0; at + 4 <= zip.length; at++) {
            if (buffer.getInt(at) == CENTRAL_SIGNATURE && ++found == n) {
                return at;
            }
        }
        throw new AssertionError("no such entry");
    }

    private static byte[] withInt(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return changed;
    }

    @Test
    void readsWhatIsWritten() throws Exception {
        Map<String, byte[]> members = StrictZip.read(two());
        assertThat(members.keySet()).containsExactly("a.txt", "b.txt");
        assertThat(members.get("a.txt")).isEqualTo(utf8("first"));
        assertThat(StrictZip.isAsWritten(two(), members)).isTrue();
    }

    @Test
    void refusesACompressedEntryWithoutInflatingIt() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("payload.json"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        assertThat(bytes.size()).isLessThan(1 << 18);
        refuses(bytes.toByteArray(), "compressed");
    }

    @Test
    void refusesSizesThatAreNotThere() {
        byte[] zip = two();
        for (int size : List.of(6, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1)) {
            assertThatExceptionOfType(MalformedArchive.class)
                    .isThrownBy(() -> StrictZip.read(withInt(zip, central(zip, 0) + 24, size)));
        }
    }

    @Test
    void refusesEntriesThatShareTheirBytes() {
        byte[] zip = two();
        refuses(withInt(zip, central(zip, 1) + 42, 0), "follow one another");
    }

    @Test
    void refusesADirectoryThatIsElsewhere() {
        byte[] zip = two();
        for (int place : List.of(0, -1, Integer.MAX_VALUE, zip.length)) {
            assertThatExceptionOfType(MalformedArchive.class)
                    .isThrownBy(() -> StrictZip.read(withInt(zip, zip.length - 6, place)));
        }
    }

    @Test
    void refusesBytesBeforeAndAfter() {
        byte[] zip = two();
        refuses(Arrays.copyOf(zip, zip.length + 1), "cut off or continued");
        byte[] shifted = new byte[zip.length + 1];
        System.arraycopy(zip, 0, shifted, 1, zip.length);
        assertThatExceptionOfType(MalformedArchive.class).isThrownBy(() -> StrictZip.read(shifted));
    }

    @Test
    void refusesTooManyEntriesAndNone() {
        var many = new DeterministicZip();
        for (int i = 0; i <= StrictZip.MAX_MEMBERS; i++) {
            many.add("f" + i, new byte[0]);
        }
        refuses(many.toByteArray(), "entries");
        refuses(new DeterministicZip().toByteArray(), "entries");
    }

    @Test
    void refusesAnArchiveThatIsTooLong() {
        refuses(new byte[StrictZip.MAX_ARCHIVE_BYTES + 1], "larger than");
    }

    @Test
    void noticesWhatNoReaderLooksAt() throws Exception {
        byte[] zip = two();
        for (int at = 0; at < zip.length; at++) {
            byte[] changed = zip.clone();
            changed[at] ^= 0x20;
            try {
                assertThat(StrictZip.isAsWritten(changed, StrictZip.read(changed)))
                        .as("byte %d", at)
                        .isFalse();
            } catch (MalformedArchive refused) {
                assertThat(refused).hasMessageNotContaining("first");
            }
        }
    }
}
