package org.shuqiao.routes.hints;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * "Look at these ids." May be lost or doubled: the ledger decides what is really to be done.
 *
 * <p>On the wire: one byte of subject, then 16 bytes for each id.
 */
public record Hint(Subject subject, List<UUID> ids) {
    private static final int ID_BYTES = 16;

    /** What the ids are ids of. */
    public enum Subject {
        SUBMISSIONS((byte) 'S'),
        TRANSFERS((byte) 'T');

        private final byte mark;

        Subject(byte mark) {
            this.mark = mark;
        }
    }

    public Hint {
        ids = List.copyOf(ids);
    }

    public static Hint submissions(Collection<UUID> ids) {
        return new Hint(Subject.SUBMISSIONS, List.copyOf(ids));
    }

    public static Hint transfers(Collection<UUID> ids) {
        return new Hint(Subject.TRANSFERS, List.copyOf(ids));
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + ids.size() * ID_BYTES).put(subject.mark);
        ids.forEach(id -> bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return bytes.array();
    }

    /** @throws IllegalArgumentException for bytes that are no hint; such a message ends in the dead-letter queue */
    public static Hint parse(byte[] message) {
        if (message.length % ID_BYTES != 1) {
            throw new IllegalArgumentException("not a hint: " + message.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(message);
        byte mark = bytes.get();
        Subject subject = Arrays.stream(Subject.values())
                .filter(s -> s.mark == mark)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a hint: mark " + mark));
        List<UUID> ids = new ArrayList<>(message.length / ID_BYTES);
        while (bytes.hasRemaining()) {
            ids.add(new UUID(bytes.getLong(), bytes.getLong()));
        }
        return new Hint(subject, ids);
    }
}
