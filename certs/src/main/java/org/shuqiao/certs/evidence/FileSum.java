package org.shuqiao.certs.evidence;

import java.util.stream.Stream;
import org.shuqiao.certs.Sm3;

/** A line of the guide's list of files, as {@code openssl dgst -r} prints it: SM3, a space, a star, the name. */
final class FileSum {
    private static final int HASH_CHARS = 64;
    private static final String SEPARATOR = " *";

    private FileSum() {}

    static String of(String name, byte[] content) {
        return Sm3.hex(content) + SEPARATOR + name;
    }

    /** Returns the lines of the list in a page. */
    static Stream<String> in(String page) {
        return page.lines().filter(line -> line.indexOf(SEPARATOR) == HASH_CHARS);
    }

    /** Returns the name in a line. */
    static String fileOf(String line) {
        return line.substring(HASH_CHARS + SEPARATOR.length());
    }
}
