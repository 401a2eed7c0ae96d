package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One signature line of a note (C2SP signed-note): {@code — name Base64(key id ‖ signature)}.
 *
 * @param name the key's
 * @param keyId four bytes as eight lower-case hexadecimal digits
 * @param signature what follows them; its form depends on the key
 */
record NoteSignature(String name, String keyId, byte[] signature) {
    private static final String DASH = "\u2014 ";
    private static final int KEY_ID_BYTES = 4;

    /** Returns the line with the line feed that ends it. */
    String line() {
        byte[] id = HexFormat.of().parseHex(keyId);
        byte[] both = Arrays.copyOf(id, id.length + signature.length);
        System.arraycopy(signature, 0, both, id.length, signature.length);
        return DASH + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
    }

    /**
     * Reads a line without its line feed. Whether it is written in the one way is left to the reader of the note.
     *
     * @throws MalformedCheckpoint if it has no name, key id or signature
     */
    static NoteSignature parse(String line) throws MalformedCheckpoint {
        int space = line.lastIndexOf(' ');
        if (line.startsWith(DASH) && space > DASH.length()) {
            String name = line.substring(DASH.length(), space);
            byte[] both = decode(line.substring(space + 1));
            if (NoteName.isName(name) && both.length > KEY_ID_BYTES) {
                String keyId = HexFormat.of().formatHex(both, 0, KEY_ID_BYTES);
                return new NoteSignature(name, keyId, Arrays.copyOfRange(both, KEY_ID_BYTES, both.length));
            }
        }
        throw new MalformedCheckpoint("a signature line of a note has another form");
    }

    private static byte[] decode(String base64) throws MalformedCheckpoint {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedCheckpoint("a signature line of a note is no Base64");
        }
    }

    boolean isBy(String otherName, String otherKeyId) {
        return name.equals(otherName) && keyId.equals(otherKeyId);
    }
}
