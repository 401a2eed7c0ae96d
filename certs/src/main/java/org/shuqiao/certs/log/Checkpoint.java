package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.Base64;

/**
 * What a log says about itself at one moment (C2SP tlog-checkpoint). As text, each line ended by a line feed:
 *
 * <pre>
 * origin
 * size, decimal
 * root, Base64
 * hash sm3
 * </pre>
 *
 * <p>The last line stands only where the hash is SM3; a checkpoint without it is of SHA-256, the only hash that C2SP knows. Equal
 * by content.
 *
 * @param origin name of the log: 1 to 255 characters, no space, no plus sign
 * @param hash the tree's hash
 * @param size number of leaves
 * @param root 32-byte Merkle tree hash
 */
public record Checkpoint(String origin, LogHash hash, long size, byte[] root) {
    private static final String SM3_LINE = "hash sm3\n";
    private static final int MAX_LINES = 4;

    /** Checks and copies. */
    public Checkpoint {
        if (!NoteName.isName(origin)) {
            throw new IllegalArgumentException("not the name of a log");
        }
        root = new TreeHead(size, root).root();
    }

    /** Returns the text, whose UTF-8 bytes are what is signed. */
    public String text() {
        String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        return hash == LogHash.SM3 ? text + SM3_LINE : text;
    }

    /**
     * Reads a text back.
     *
     * @throws MalformedCheckpoint if it is not exactly what {@link #text} writes
     */
    static Checkpoint parse(String text) throws MalformedCheckpoint {
        String[] lines = text.split("\n", MAX_LINES);
        if (lines.length == MAX_LINES) {
            LogHash hash = lines[MAX_LINES - 1].isEmpty() ? LogHash.SHA_256 : LogHash.SM3;
            try {
                byte[] root = Base64.getDecoder().decode(lines[2]);
                var parsed = new Checkpoint(lines[0], hash, Long.parseLong(lines[1]), root);
                // This one comparison refuses all that was not looked at: signs, leading zeros, other lines, other
                // Base64.
                if (parsed.text().equals(text)) {
                    return parsed;
                }
            } catch (IllegalArgumentException unreadable) {
                // Dropped on purpose: its message may quote the text.
            }
        }
        throw new MalformedCheckpoint("the text is not that of a checkpoint");
    }

    /** Returns size and root. */
    public TreeHead head() {
        return new TreeHead(size, root);
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && origin.equals(that.origin)
                && hash == that.hash
                && size == that.size
                && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }

    @Override
    public String toString() {
        return "Checkpoint[" + origin + ", " + hash + ", size=" + size + "]";
    }
}
