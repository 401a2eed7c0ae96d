package org.shuqiao.certs.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found to hold, so that the checkpoint, the agreements and the keys which thousands of transfers share are looked at once.
 * Named by a hash of everything that the finding rests on. What does not hold is not kept. Thread-safe.
 */
final class Remembered {
    private static final int MAX_FINDINGS = 10_000;

    private final Map<ByteBuffer, Object> findings = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Object> eldest) {
            return size() > MAX_FINDINGS;
        }
    });

    /** Finds something, or throws. */
    @FunctionalInterface
    interface Finding<T, X extends Exception> {
        T find() throws X;
    }

    /**
     * Returns what is found, from memory if the same was found before.
     *
     * @param kind what is looked for, and the type of what is found
     * @param restsOn everything that could make a difference
     */
    <T, X extends Exception> T once(Class<T> type, String kind, Finding<T, X> finding, byte[]... restsOn) throws X {
        ByteBuffer name = name(kind, restsOn);
        Object known = findings.get(name);
        if (known != null) {
            return type.cast(known);
        }
        T found = finding.find();
        findings.put(name, found);
        return found;
    }

    /** Lengths go first, or one part could end where another begins. The names leave nobody's memory, so any good hash will do. */
    private static ByteBuffer name(String kind, byte[]... restsOn) {
        MessageDigest digest = sha256();
        digest.update(kind.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : restsOn) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            digest.update(part);
        }
        return ByteBuffer.wrap(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
