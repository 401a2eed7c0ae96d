package org.shuqiao.routes.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.RunningSm3;
import org.shuqiao.routes.attachments.Attachment;
import org.springframework.dao.DataAccessException;

/** An attachment, one chunk in memory at a time; its end is reached only where it is what it is called. Not thread-safe. */
final class ChunkedStream extends InputStream {
    private static final byte[] NONE = {};

    private final Attachment attachment;
    private final IntFunction<byte @Nullable []> chunks;
    private final RunningSm3 sm3 = new RunningSm3();
    private byte[] chunk = NONE;
    private int position;
    private int next;
    private long left;

    /** @param chunks by their number; null for one that is not there */
    ChunkedStream(Attachment attachment, IntFunction<byte @Nullable []> chunks) {
        this.attachment = attachment;
        this.chunks = chunks;
        this.left = attachment.bytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (position == chunk.length && !fill()) {
            return -1;
        }
        int count = Math.min(most, chunk.length - position);
        System.arraycopy(chunk, position, target, from, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (left == 0) {
            return false;
        }
        byte[] read;
        try {
            read = chunks.apply(next++);
        } catch (DataAccessException away) {
            throw new IOException("the ledger is not available", away);
        }
        if (read == null || read.length == 0 || read.length > left) {
            throw new IOException("the attachment is not there any more");
        }
        sm3.update(read, 0, read.length);
        left -= read.length;
        if (left == 0 && !sm3.hex().equals(attachment.sm3())) {
            throw new IOException("the attachment is not what it was");
        }
        chunk = read;
        position = 0;
        return true;
    }
}
