package org.shuqiao.routes.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.shuqiao.routes.attachments.AttachmentFault.ACTIVE_CONTENT;
import static org.shuqiao.routes.attachments.AttachmentFault.DAMAGED;
import static org.shuqiao.routes.attachments.AttachmentFault.ENCRYPTED;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Looks through a PDF (ISO 32000) for the names of what must not be in it, escaped ones too. It is not parsed: a parser of hostile files
 * is what hostile files are made for. So names in compressed object streams are not seen; that a file is encrypted is said outside of them.
 */
final class PdfNames {
    private static final int TAIL_BYTES = 2048;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int LONGEST_NAME = 64;
    private static final Set<String> ACTIVE =
            Set.of("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "GoToE");

    private final StringBuilder name = new StringBuilder(LONGEST_NAME);
    private boolean inName;

    private PdfNames() {}

    static void inspect(FileBytes file) throws IOException, AttachmentRefused {
        String head = new String(file.first(7), US_ASCII);
        boolean hasEnd = new String(file.last(TAIL_BYTES), US_ASCII).contains("%%EOF");
        if (!hasEnd || !(head.equals("%PDF-1.") || head.equals("%PDF-2."))) {
            throw new AttachmentRefused(DAMAGED);
        }
        PdfNames names = new PdfNames();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = file.part(0, file.size())) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                names.look(buffer, read);
            }
        }
    }

    private void look(byte[] bytes, int count) throws AttachmentRefused {
        for (int i = 0; i < count; i++) {
            byte b = bytes[i];
            if (inName && isRegular(b) && name.length() < LONGEST_NAME) {
                name.append((char) b);
                continue;
            }
            if (inName) {
                judge();
            }
            inName = b == '/';
            name.setLength(0);
        }
    }

    private void judge() throws AttachmentRefused {
        String plain = name.indexOf("#") < 0 ? name.toString() : unescaped();
        if (plain.equals("Encrypt")) {
            throw new AttachmentRefused(ENCRYPTED);
        }
        if (ACTIVE.contains(plain)) {
            throw new AttachmentRefused(ACTIVE_CONTENT);
        }
    }

    /** {@code #4A} is another way to write {@code J}. */
    private String unescaped() {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int high = i + 2 < name.length() ? Character.digit(name.charAt(i + 1), 16) : -1;
            int low = i + 2 < name.length() ? Character.digit(name.charAt(i + 2), 16) : -1;
            boolean escape = c == '#' && high >= 0 && low >= 0;
            plain.append(escape ? (char) (high * 16 + low) : c);
            i += escape ? 2 : 0;
        }
        return plain.toString();
    }

    /** Neither white space nor a delimiter. */
    private static boolean isRegular(byte b) {
        return switch (b) {
            case 0, '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> false;
            default -> true;
        };
    }
}
