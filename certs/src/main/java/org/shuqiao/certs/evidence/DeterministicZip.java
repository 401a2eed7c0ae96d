package org.shuqiao.certs.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A ZIP file whose bytes depend on nothing but the names and contents, in the order in which they are added. Written by hand, since
 * libraries differ from version to version in what no reader looks at, and evidence must be the same bytes for ever. Entries are
 * stored: versions of a deflater differ, too.
 */
final class DeterministicZip {
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final short VERSION = 10;
    private static final short NAMES_ARE_UTF8 = 0x0800;
    private static final short STORED = 0;

    /** 1980-02-01 00:00:00, as MS-DOS writes it. Any fixed time will do. */
    private static final int TIME = 0x0041_0000;

    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;

    void add(String name, byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        var crc = new CRC32();
        crc.update(content);
        var central = new byte[CENTRAL_BYTES];
        common(littleEndian(central).putInt(0x02014b50).putShort(VERSION), crc, content, nameBytes);
        littleEndian(central).putInt(CENTRAL_BYTES - Integer.BYTES, contents.size());
        var local = new byte[LOCAL_BYTES];
        common(littleEndian(local).putInt(0x04034b50), crc, content, nameBytes);
        directory.writeBytes(central);
        directory.writeBytes(nameBytes);
        contents.writeBytes(local);
        contents.writeBytes(nameBytes);
        contents.writeBytes(content);
        entries++;
    }

    /** What both headers of an entry say of it; the fields after that are zero. */
    private static void common(ByteBuffer header, CRC32 crc, byte[] content, byte[] name) {
        header.putShort(VERSION)
                .putShort(NAMES_ARE_UTF8)
                .putShort(STORED)
                .putInt(TIME)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) name.length);
    }

    /** Returns the file. */
    byte[] toByteArray() {
        var end = new byte[END_BYTES];
        littleEndian(end)
                .putInt(0x06054b50)
                .putInt(0) // one disk
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(directory.size())
                .putInt(contents.size());
        var zip = new ByteArrayOutputStream(contents.size() + directory.size() + END_BYTES);
        zip.writeBytes(contents.toByteArray());
        zip.writeBytes(directory.toByteArray());
        zip.writeBytes(end);
        return zip.toByteArray();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
