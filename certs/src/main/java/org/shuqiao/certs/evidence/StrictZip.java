package org.shuqiao.certs.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads only what {@link DeterministicZip} writes: entries that are stored, not compressed, one directly after the other, under
 * plain names that occur once. So nothing is ever inflated, no byte belongs to two entries or to none, and reading takes no more
 * memory than the file itself (APPNOTE.TXT 6.3.10 §4.3, of which this is a small part).
 */
final class StrictZip {
    static final int MAX_ARCHIVE_BYTES = 32 << 20;
    static final int MAX_MEMBERS = 200;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;

    private final ByteBuffer zip;
    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private int endOfContents;

    private StrictZip(byte[] zip) {
        this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads the members in their order.
     *
     * @throws MalformedArchive if the file has another layout; no name or content of it is part of the message
     */
    static Map<String, byte[]> read(byte[] zip) throws MalformedArchive {
        if (zip.length > MAX_ARCHIVE_BYTES) {
            throw new MalformedArchive("larger than " + MAX_ARCHIVE_BYTES + " bytes");
        }
        var reader = new StrictZip(zip);
        try {
            reader.readAll();
        } catch (IndexOutOfBoundsException beyondTheEnd) {
            throw new MalformedArchive("an entry reaches beyond the file");
        }
        return reader.members;
    }

    /** Says whether the file is, byte for byte, the one that is written for these members. */
    static boolean isAsWritten(byte[] zip, Map<String, byte[]> members) {
        var again = new DeterministicZip();
        members.forEach(again::add);
        return Arrays.equals(zip, again.toByteArray());
    }

    private void readAll() throws MalformedArchive {
        int end = zip.limit() - END_BYTES;
        if (end < 0 || zip.getInt(end) != END_SIGNATURE) {
            throw new MalformedArchive("no ZIP file, or one that was cut off or continued");
        }
        int entries = unsignedShort(end + 10);
        if (entries == 0 || entries > MAX_MEMBERS) {
            throw new MalformedArchive("no entries, or more than " + MAX_MEMBERS);
        }
        int directory = zip.getInt(end + 16);
        int at = directory;
        for (int i = 0; i < entries; i++) {
            if (at < 0 || zip.getInt(at) != CENTRAL_SIGNATURE) {
                throw new MalformedArchive("the directory is not where it belongs");
            }
            readEntry(at);
            at += CENTRAL_BYTES + unsignedShort(at + 28) + unsignedShort(at + 30) + unsignedShort(at + 32);
        }
        if (at != end || endOfContents != directory) {
            throw new MalformedArchive("there are bytes that belong to no entry");
        }
    }

    private void readEntry(int central) throws MalformedArchive {
        if (unsignedShort(central + 10) != 0) {
            throw new MalformedArchive("an entry is compressed; evidence is stored as it is");
        }
        int size = zip.getInt(central + 24);
        int local = zip.getInt(central + 42);
        if (local != endOfContents || zip.getInt(local) != LOCAL_SIGNATURE) {
            throw new MalformedArchive("the entries do not follow one another without gaps");
        }
        int nameBytes = unsignedShort(central + 28);
        int start = local + LOCAL_BYTES + unsignedShort(local + 26) + unsignedShort(local + 28);
        if (size < 0 || size > zip.limit() - start) {
            throw new MalformedArchive("an entry reaches beyond the file");
        }
        String name = new String(bytes(central + CENTRAL_BYTES, nameBytes), StandardCharsets.ISO_8859_1);
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new MalformedArchive("an entry's name is not that of a file in this folder");
        }
        if (members.putIfAbsent(name, bytes(start, size)) != null) {
            throw new MalformedArchive("two entries have the same name");
        }
        endOfContents = start + size;
    }

    private byte[] bytes(int start, int length) {
        var bytes = new byte[length];
        zip.get(start, bytes);
        return bytes;
    }

    private int unsignedShort(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }
}
