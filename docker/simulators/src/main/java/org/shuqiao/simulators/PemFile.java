package org.shuqiao.simulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Reads the first block of a PEM file (RFC 7468). */
final class PemFile {

    private PemFile() {}

    /** The DER bytes of the first block with this label; a file that is missing or has none is a start-up failure. */
    static byte[] read(Path file, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String text = text(file);
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END " + label + "-----");
        if (start < 0 || end < start) {
            throw new StartupFailure(file + " holds no PEM block '" + label + "'");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
        } catch (IllegalArgumentException e) {
            throw new StartupFailure(file + " is not valid PEM");
        }
    }

    /** The file's text; a file that cannot be read is a start-up failure that says how to get the file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartupFailure("cannot read " + file
                    + ": the development keys are made by the gateway; start it once with the same home folder");
        }
    }
}
