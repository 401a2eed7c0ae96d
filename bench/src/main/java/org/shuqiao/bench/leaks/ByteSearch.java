package org.shuqiao.bench.leaks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for many texts at once in bytes of any sort. Thread-safe. */
public final class ByteSearch {
    /** Enough to tell nearly all places apart at which nothing starts. */
    private static final int PREFIX = 4;

    private record Needle(String text, byte[] bytes) {}

    private final Map<Integer, List<Needle>> needles = new HashMap<>();

    /** @param texts those whose UTF-8 is shorter than four bytes are left out */
    public ByteSearch(Collection<String> texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= PREFIX) {
                needles.computeIfAbsent(prefix(bytes, 0), key -> new ArrayList<>())
                        .add(new Needle(text, bytes));
            }
        }
    }

    private static int prefix(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }

    /** Which of the texts occur. */
    public Set<String> in(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        for (int at = 0; at + PREFIX <= bytes.length; at++) {
            List<Needle> candidates = needles.get(prefix(bytes, at));
            if (candidates != null) {
                for (Needle needle : candidates) {
                    int end = at + needle.bytes().length;
                    if (end <= bytes.length
                            && Arrays.equals(bytes, at, end, needle.bytes(), 0, needle.bytes().length)) {
                        found.add(needle.text());
                    }
                }
            }
        }
        return found;
    }
}
