package org.shuqiao.routes.tables;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The time of an operation as text that sorts, in the time of the platforms. */
final class OpTime {
    static final int CHARS = 23;

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.of("Asia/Shanghai"));

    private OpTime() {}

    static String of(Instant at) {
        return FORM.format(at);
    }
}
