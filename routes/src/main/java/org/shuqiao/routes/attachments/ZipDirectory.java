package org.shuqiao.routes.attachments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.shuqiao.routes.attachments.AttachmentFault.ACTIVE_CONTENT;
import static org.shuqiao.routes.attachments.AttachmentFault.DAMAGED;
import static org.shuqiao.routes.attachments.AttachmentFault.ENCRYPTED;
import static org.shuqiao.routes.attachments.AttachmentFault.EXPANDS;
import static org.shuqiao.routes.attachments.AttachmentFault.NESTED_ARCHIVE;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A ZIP file (APPNOTE 6.3.10) in the plain form that office programs write, and in no other: one disk, no ZIP64, nothing in front or
 * behind, stored or deflated. Whatever two readers could read in two ways is {@link AttachmentFault#DAMAGED}.
 */
final class ZipDirectory {
    /** The end record without a comment. */
    static final int END_BYTES = 22;

    private static final int END = 0x06054B50;
    private static final int ENTRY = 0x02014B50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034B50;
    private static final int LOCAL_BYTES = 30;
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_DIRECTORY_BYTES = 4 << 20;
    private static final int ENCRYPTION_FLAGS = 1 | (1 << 6) | (1 << 13);
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long MOST_UNPACKED_BYTES = 512L << 20;
    private static final long UNSUSPICIOUS_BYTES = 1 << 20;
    private static final int MOST_EXPANSION = 100;
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileBytes file;
    private final List<Entry> entries;

    /** @param sum CRC-32; {@code packed} bytes in the file, {@code plain} unpacked, as the directory says */
    record Entry(String name, int method, long sum, long packed, long plain, long localAt) {}

    private ZipDirectory(FileBytes file, List<Entry> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    static boolean isEnd(byte[] bytes, int at) {
        if (bytes[at] != 'P' || bytes[at + 1] != 'K' || bytes[at + 2] != 5 || bytes[at + 3] != 6) {
            return false;
        }
        int comment = (bytes[at + 20] & 0xFF) | ((bytes[at + 21] & 0xFF) << 8);
        return at + END_BYTES + comment == bytes.length;
    }

    static ZipDirectory read(FileBytes file) throws IOException, AttachmentRefused {
        long endAt = file.size() - END_BYTES;
        ByteBuffer end = file.at(endAt, END_BYTES);
        long directoryBytes = end.getInt(12) & 0xFFFFFFFFL;
        long directoryAt = end.getInt(16) & 0xFFFFFFFFL;
        int count = end.getShort(10) & 0xFFFF;
        boolean oneDisk = end.getInt(4) == 0 && end.getShort(8) == end.getShort(10);
        boolean isPlain = end.getInt(0) == END && end.getShort(20) == 0 && directoryAt + directoryBytes == endAt;
        if (!isPlain || !oneDisk) {
            throw new AttachmentRefused(DAMAGED);
        }
        if (count > MOST_ENTRIES || directoryBytes > MOST_DIRECTORY_BYTES) {
            throw new AttachmentRefused(EXPANDS);
        }
        ByteBuffer directory = file.at(directoryAt, (int) directoryBytes);
        List<Entry> entries = new ArrayList<>(count);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Entry entry = entry(directory);
            if (!names.add(entry.name().toLowerCase(Locale.ROOT))
                    || entry.localAt() + LOCAL_BYTES + entry.packed() > directoryAt) {
                throw new AttachmentRefused(DAMAGED);
            }
            entries.add(entry);
        }
        if (directory.hasRemaining()) {
            throw new AttachmentRefused(DAMAGED);
        }
        return new ZipDirectory(file, entries);
    }

    private static Entry entry(ByteBuffer directory) throws AttachmentRefused {
        if (directory.remaining() < ENTRY_BYTES || directory.getInt(directory.position()) != ENTRY) {
            throw new AttachmentRefused(DAMAGED);
        }
        ByteBuffer head = directory.slice(directory.position(), ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int nameBytes = head.getShort(28) & 0xFFFF;
        int rest = nameBytes + (head.getShort(30) & 0xFFFF) + (head.getShort(32) & 0xFFFF);
        if (directory.remaining() < ENTRY_BYTES + rest) {
            throw new AttachmentRefused(DAMAGED);
        }
        if ((head.getShort(8) & ENCRYPTION_FLAGS) != 0) {
            throw new AttachmentRefused(ENCRYPTED);
        }
        int method = head.getShort(10);
        byte[] name = new byte[nameBytes];
        directory.get(directory.position() + ENTRY_BYTES, name);
        if ((method != STORED && method != DEFLATED) || !isSafe(text(name))) {
            throw new AttachmentRefused(DAMAGED);
        }
        directory.position(directory.position() + ENTRY_BYTES + rest);
        return new Entry(
                text(name),
                method,
                head.getInt(16) & 0xFFFFFFFFL,
                head.getInt(20) & 0xFFFFFFFFL,
                head.getInt(24) & 0xFFFFFFFFL,
                head.getInt(42) & 0xFFFFFFFFL);
    }

    private static String text(byte[] name) {
        return new String(name, UTF_8);
    }

    /** Names nothing outside of the package, whoever unpacks it. */
    private static boolean isSafe(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf(':') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.equals("..") || part.equals("."));
    }

    /** Unpacks every entry to its end, within bounds, and refuses archives and programs among them. */
    void unpack() throws IOException, AttachmentRefused {
        long unpacked = 0;
        for (Entry entry : entries) {
            unpacked += unpack(entry, MOST_UNPACKED_BYTES - unpacked);
        }
    }

    private long unpack(Entry entry, long most) throws IOException, AttachmentRefused {
        byte[] buffer = new byte[BUFFER_BYTES];
        CRC32 sum = new CRC32();
        long bytes = 0;
        try (InputStream content = open(entry)) {
            for (int read = content.readNBytes(buffer, 0, Magic.BYTES); read > 0; read = content.read(buffer)) {
                if (bytes == 0) {
                    refuseWithin(buffer, read);
                }
                bytes += read;
                sum.update(buffer, 0, read);
                boolean expands = bytes > UNSUSPICIOUS_BYTES && bytes / MOST_EXPANSION > entry.packed();
                if (bytes > most || expands) {
                    throw new AttachmentRefused(EXPANDS);
                }
            }
        } catch (ZipException | EOFException broken) {
            throw new AttachmentRefused(DAMAGED);
        }
        if (bytes != entry.plain() || sum.getValue() != entry.sum()) {
            throw new AttachmentRefused(DAMAGED);
        }
        return bytes;
    }

    /** As many of the first bytes of an entry as there are. */
    byte[] first(Entry entry, int most) throws IOException, AttachmentRefused {
        try (InputStream content = open(entry)) {
            return content.readNBytes(most);
        } catch (ZipException | EOFException broken) {
            throw new AttachmentRefused(DAMAGED);
        }
    }

    private static void refuseWithin(byte[] buffer, int count) throws AttachmentRefused {
        byte[] head = Arrays.copyOf(buffer, count);
        if (Magic.isArchive(head)) {
            throw new AttachmentRefused(NESTED_ARCHIVE);
        }
        if (Magic.isProgram(head)) {
            throw new AttachmentRefused(ACTIVE_CONTENT);
        }
    }

    private InputStream open(Entry entry) throws IOException, AttachmentRefused {
        ByteBuffer local = file.at(entry.localAt(), LOCAL_BYTES);
        int nameBytes = local.getShort(26) & 0xFFFF;
        long from = entry.localAt() + LOCAL_BYTES + nameBytes + (local.getShort(28) & 0xFFFF);
        byte[] name = file.bytes(entry.localAt() + LOCAL_BYTES, nameBytes);
        // A reader that goes by the local heads must see the same as one that goes by the directory.
        boolean sameHead = local.getInt(0) == LOCAL
                && local.getShort(8) == entry.method()
                && (local.getShort(6) & ENCRYPTION_FLAGS) == 0
                && text(name).equals(entry.name());
        if (!sameHead || from + entry.packed() > file.size()) {
            throw new AttachmentRefused(DAMAGED);
        }
        // One byte more than there are, which the inflater may ask for and does not use.
        return entry.method() == STORED
                ? file.part(from, entry.packed())
                : new Inflating(file.part(from, entry.packed() + 1));
    }

    /** Gives back its native memory at once. */
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream packed) {
            super(packed, new Inflater(true), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
