package org.shuqiao.certs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Textual encoding of certificates and keys (RFC 7468). */
final class Pem {
    static final String CERTIFICATE = "CERTIFICATE";
    static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String REVOCATION_LIST = "X509 CRL";
    private static final int LINE_CHARS = 64;

    private Pem() {}

    /** Returns the contents of every object, all of which must have this label. */
    static List<byte[]> decode(byte[] pem, String label) throws IOException {
        var contents = new ArrayList<byte[]>();
        try (var reader = new PemReader(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            for (PemObject object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
                if (!object.getType().equals(label)) {
                    throw new IOException("PEM holds something else than " + label);
                }
                contents.add(object.getContent());
            }
        } catch (RuntimeException e) {
            throw new IOException("PEM holds something else than Base64"); // the cause may quote a key
        }
        return contents;
    }

    static String encode(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
