package org.shuqiao.routes.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A file that is looked into at any place. What lies beyond its end makes it {@link AttachmentFault#DAMAGED}. */
final class FileBytes {
    private final FileChannel file;
    private final long size;

    FileBytes(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    long size() {
        return size;
    }

    /** @return ready to be read, little-endian */
    ByteBuffer at(long position, int count) throws IOException, AttachmentRefused {
        return ByteBuffer.wrap(bytes(position, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes(long position, int count) throws IOException, AttachmentRefused {
        if (position < 0 || count < 0 || position + count > size) {
            throw new AttachmentRefused(AttachmentFault.DAMAGED);
        }
        byte[] bytes = new byte[count];
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
            if (file.read(rest, position + rest.position()) < 0) {
                throw new IOException("a file became shorter while it was read");
            }
        }
        return bytes;
    }

    /** As many of the first bytes as there are. */
    byte[] first(int most) throws IOException, AttachmentRefused {
        return bytes(0, (int) Math.min(most, size));
    }

    /** As many of the last bytes as there are. */
    byte[] last(int most) throws IOException, AttachmentRefused {
        int count = (int) Math.min(most, size);
        return bytes(size - count, count);
    }

    /** A part of it; the stream ends with the part. */
    InputStream part(long from, long count) {
        return new InputStream() {
            private long position = from;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int at, int most) throws IOException {
                long left = from + count - position;
                if (left <= 0) {
                    return -1;
                }
                int read = file.read(ByteBuffer.wrap(target, at, (int) Math.min(most, left)), position);
                position += Math.max(read, 0);
                return read;
            }
        };
    }
}
