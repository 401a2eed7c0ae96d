package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a platform tells who calls: one class for each family of call signatures. Thread-safe. */
interface CallCheck {
    /** Whom the gateway is, everywhere. */
    String CLIENT_ID = "shuqiao";

    /** The resource that an authentic call is for; not yet whether there is such a resource. */
    String requireAuthentic(Request call, Instant now) throws CallRefused;

    /** The last part of a call's path. */
    static String lastOfPath(Request call) {
        String path = RequestPath.of(call);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The header's text; empty where there is none. */
    static String header(Request call, String name) {
        @Nullable String text = call.getHeader(name);
        return text == null ? "" : text;
    }

    static void require(boolean holds, Refusal refusal) throws CallRefused {
        if (!holds) {
            throw new CallRefused(refusal);
        }
    }
}
