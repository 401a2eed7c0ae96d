package org.shuqiao.certs.log;

import java.util.List;

/** A proof does not show what it says. */
public final class ProofRefused extends Exception {
    /** Why. */
    public enum Reason {
        /** The leaf does not lie in the tree, or the earlier tree is larger than the later one. */
        OUT_OF_RANGE,
        /** The path has another number of hashes than trees of these sizes ask for. */
        WRONG_LENGTH,
        /** A hash has not {@value LogHash#HASH_BYTES} bytes. */
        WRONG_HASH_SIZE,
        /** The path leads to another root. */
        WRONG_ROOT
    }

    private final Reason reason;

    ProofRefused(Reason reason) {
        super("proof refused: " + reason);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** The length is looked at first, so that a path of a million hashes costs nothing. */
    static void requireShape(List<byte[]> path, int length, byte[]... hashes) throws ProofRefused {
        if (path.size() != length) {
            throw new ProofRefused(Reason.WRONG_LENGTH);
        }
        requireSizes(path);
        requireSizes(List.of(hashes));
    }

    private static void requireSizes(List<byte[]> hashes) throws ProofRefused {
        for (byte[] hash : hashes) {
            if (hash.length != LogHash.HASH_BYTES) {
                throw new ProofRefused(Reason.WRONG_HASH_SIZE);
            }
        }
    }
}
