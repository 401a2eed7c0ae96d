package org.shuqiao.certs.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.shuqiao.certs.MissingSignature;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;

/**
 * A checkpoint with its signatures, as a C2SP signed note: the text, an empty line, then one line for each signature. The log's
 * own is SM2 with SM3 as DER under the user id {@code 1234567812345678}, over the UTF-8 bytes of the text; others, such as those
 * of witnesses, are kept but not read. Immutable; equal by content.
 */
public final class SignedCheckpoint {
    /** The longest note that is read. */
    public static final int MAX_BYTES = 16_384;

    /** The most signatures that a note may have. */
    public static final int MAX_SIGNATURES = 16;

    private final Checkpoint checkpoint;
    private final List<NoteSignature> signatures;

    private SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {
        this.checkpoint = checkpoint;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * Signs a checkpoint.
     *
     * @throws IllegalArgumentException if the key is of another log or not the signer's, since nobody could verify that
     */
    public static SignedCheckpoint sign(Checkpoint checkpoint, LogKey key, Signer signer) {
        if (!checkpoint.origin().equals(key.name())
                || !LogKey.of(key.name(), signer.chain()).equals(key)) {
            throw new IllegalArgumentException("a log signs its own checkpoints with its own key");
        }
        byte[] signature = signer.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        return new SignedCheckpoint(checkpoint, List.of(new NoteSignature(key.name(), key.keyId(), signature)));
    }

    /**
     * Reads a note. Nothing is verified yet.
     *
     * @throws MalformedCheckpoint if the bytes are not exactly what {@link #bytes} writes, are too long, have no or too many
     *     signatures or two of one key
     */
    public static SignedCheckpoint parse(byte[] note) throws MalformedCheckpoint {
        if (note.length > MAX_BYTES) {
            throw new MalformedCheckpoint("a signed checkpoint is longer than " + MAX_BYTES + " bytes");
        }
        var whole = new String(note, StandardCharsets.UTF_8);
        int blank = whole.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new MalformedCheckpoint("a signed checkpoint has no empty line before its signatures");
        }
        Checkpoint checkpoint = Checkpoint.parse(whole.substring(0, blank + 1));
        var parsed = new SignedCheckpoint(checkpoint, signatures(whole.substring(blank + 2)));
        // This one comparison refuses all that was not looked at: other Base64, bytes that are no UTF-8, a last line
        // cut short.
        if (!Arrays.equals(note, parsed.bytes())) {
            throw new MalformedCheckpoint("a signed checkpoint is not in its one form");
        }
        return parsed;
    }

    private static List<NoteSignature> signatures(String lines) throws MalformedCheckpoint {
        String[] each = lines.split("\n", MAX_SIGNATURES + 1);
        var signatures = new ArrayList<NoteSignature>();
        for (String line : each) {
            if (signatures.size() == each.length - 1 && line.isEmpty()) {
                break; // after the last line feed
            }
            NoteSignature signature = NoteSignature.parse(line);
            for (NoteSignature other : signatures) {
                if (other.isBy(signature.name(), signature.keyId())) {
                    throw new MalformedCheckpoint("a signed checkpoint has two signatures of one key");
                }
            }
            signatures.add(signature);
        }
        if (signatures.isEmpty()) {
            throw new MalformedCheckpoint("a signed checkpoint has no signature");
        }
        return signatures;
    }

    /** Returns what was signed. Believe it after {@link #verify}. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Returns the note. */
    public byte[] bytes() {
        var note = new StringBuilder(checkpoint.text()).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns if, and only if, the log that owns the key has signed this checkpoint, and it speaks of that log.
     *
     * @throws SignatureRefused if it has not; signatures by other keys say nothing, so they are not looked at
     */
    public void verify(LogKey key) throws SignatureRefused {
        for (NoteSignature signature : signatures) {
            if (checkpoint.origin().equals(key.name()) && signature.isBy(key.name(), key.keyId())) {
                byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
                key.verifier().verify(text, signature.signature());
                return; // there is no second one by this key
            }
        }
        throw new MissingSignature();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedCheckpoint that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return checkpoint.hashCode();
    }

    @Override
    public String toString() {
        return "Signed" + checkpoint;
    }
}
