package org.shuqiao.certs.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shuqiao.certs.Sm3;

/**
 * What was found to hold, so that the checkpoint, the agreements and the keys which thousands of transfers share are looked at once.
 * Named by the SM3 of everything that the finding rests on. What does not hold is not kept. Thread-safe.
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

    /** Lengths go first, or one part could end where another begins. */
    private static ByteBuffer name(String kind, byte[]... restsOn) {
        var parts = new byte[restsOn.length + 1][];
        var lengths = new StringBuilder(kind);
        for (int i = 0; i < restsOn.length; i++) {
            lengths.append(' ').append(restsOn[i].length);
            parts[i + 1] = restsOn[i];
        }
        parts[0] = lengths.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Sm3.digest(parts));
    }
}
