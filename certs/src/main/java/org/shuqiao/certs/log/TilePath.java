package org.shuqiao.certs.log;

/**
 * The last part of a tile's path (C2SP tlog-tiles): the index in groups of three digits, all but the last after an {@code x}, and
 * {@code .p/} with the width where that is not full, for example {@code x001/234.p/17}.
 */
record TilePath(long index, int width) {
    private static final String PARTIAL = ".p/";
    private static final int GROUP = 1_000;
    private static final int MAX_CHARS = 64;

    String text() {
        var text = new StringBuilder(threeDigits(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            text.insert(0, "x" + threeDigits(rest % GROUP) + "/");
        }
        return width == Tile.FULL_WIDTH
                ? text.toString()
                : text.append(PARTIAL).append(width).toString();
    }

    private static String threeDigits(long number) {
        String digits = Long.toString(GROUP + number);
        return digits.substring(1);
    }

    /**
     * Reads a path back.
     *
     * @throws IllegalArgumentException if it is not exactly what {@link #text} writes
     */
    static TilePath parse(String path, String prefix) {
        if (path.length() <= MAX_CHARS && path.startsWith(prefix)) {
            String text = path.substring(prefix.length());
            int partial = text.indexOf(PARTIAL);
            String index = partial < 0 ? text : text.substring(0, partial);
            try {
                var parsed = new TilePath(
                        Long.parseLong(index.replace("x", "").replace("/", "")),
                        partial < 0 ? Tile.FULL_WIDTH : Integer.parseInt(text.substring(partial + PARTIAL.length())));
                if (parsed.index >= 0 && parsed.text().equals(text)) {
                    return parsed;
                }
            } catch (NumberFormatException notANumber) {
                // Dropped on purpose: its message quotes what a stranger sent.
            }
        }
        throw new IllegalArgumentException("not the path of a tile");
    }
}
