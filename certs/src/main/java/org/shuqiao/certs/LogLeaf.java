package org.shuqiao.certs;

import java.util.Arrays;
import java.util.UUID;

/**
 * One leaf of the transparency log: canonical JSON (RFC 8785) whose member {@code type} says what it records. Holds hashes and
 * ids, never anything of a payload. Immutable.
 */
public final class LogLeaf {
    private static final String TRANSFER = "transfer";

    /** Sets leaves apart from inner nodes (RFC 6962 §2.1), or a proof could pass one off as the other. */
    private static final byte[] LEAF_PREFIX = {0x00};

    private final String type;
    private final byte[] bytes;

    private LogLeaf(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * The leaf of a signed transfer: {@code {"signatureHash","statementHash","transferId","type":"transfer"}}, hashes being SM3 in
     * lower-case hexadecimal.
     *
     * @param statement the signed bytes
     * @param signature their DER signature
     */
    public static LogLeaf transfer(UUID transferId, byte[] statement, byte[] signature) {
        var out = new CanonicalWriter();
        out.raw("{\"signatureHash\":");
        out.string(Sm3.hex(signature));
        out.raw(",\"statementHash\":");
        out.string(Sm3.hex(statement));
        out.raw(",\"transferId\":");
        out.string(transferId.toString());
        out.raw(",\"type\":");
        out.string(TRANSFER);
        out.raw('}');
        return new LogLeaf(TRANSFER, out.toByteArray());
    }

    /** Returns what kind of event the leaf records, for example {@code transfer}. */
    public String type() {
        return type;
    }

    /** Returns the canonical JSON bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the 32-byte leaf hash of RFC 6962 with SM3 in place of SHA-256: SM3(0x00 ‖ bytes). */
    public byte[] hash() {
        return Sm3.digest(LEAF_PREFIX, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogLeaf that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "LogLeaf[" + type + "]";
    }
}
