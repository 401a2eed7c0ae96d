package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.shuqiao.certs.Sm3;

/** One POST, as it leaves. */
public record HttpCall(URI uri, SortedMap<String, String> headers, String contentType, byte[] body) implements Freight {

    /** SM3 over each {@code name: value\n} in order, one empty line, and the body. */
    @Override
    public byte[] hash() {
        StringBuilder head = new StringBuilder(256);
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append('\n'));
        return Sm3.digest(head.append('\n').toString().getBytes(StandardCharsets.UTF_8), body);
    }
}
