package org.shuqiao.routes.offline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.shuqiao.certs.Sm3;

/**
 * A file of a package.
 *
 * @param sm3 64 hexadecimal digits
 */
record PackageFile(String name, long bytes, String sm3, Source source) {

    /** Opens the bytes; more than once. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    static PackageFile of(String name, byte[] bytes) {
        return new PackageFile(name, bytes.length, Sm3.hex(bytes), () -> new ByteArrayInputStream(bytes));
    }
}
