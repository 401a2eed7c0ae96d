package org.shuqiao.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 message as it came. */
final class HttpMessage {
    private final String startLine;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param headers values by lower-case name; of a repeated header the last
     * @param body kept, not copied
     */
    HttpMessage(String startLine, Map<String, String> headers, byte[] body) {
        this.startLine = startLine;
        this.headers = headers;
        this.body = body;
    }

    String startLine() {
        return startLine;
    }

    @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    byte[] body() {
        return body;
    }

    /** Whether the sender ends the connection after this message. */
    boolean closes() {
        return "close".equalsIgnoreCase(headers.get("connection"));
    }

    /** Status of an answer; -1 where the start line is none of an answer. */
    int status() {
        String[] parts = startLine.split(" ", 3);
        boolean answer = parts.length > 1 && parts[0].startsWith("HTTP/") && parts[1].matches("[1-5][0-9][0-9]");
        return answer ? Integer.parseInt(parts[1]) : -1;
    }
}
