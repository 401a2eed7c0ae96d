package org.shuqiao.routes.timestamps;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRequest;
import org.shuqiao.routes.http.BoundedPost;

/** Asks one authority, once, and waits no longer than it may for the whole answer. What it gives is not believed yet. */
public final class TimestampClient {
    private static final int OK = 200;

    private final BoundedPost http;

    /** @param patience from the first byte of the question to the last of the answer */
    public TimestampClient(Duration patience) {
        this.http = new BoundedPost(patience);
    }

    /**
     * @return a TimeStampResp, as it came
     * @throws IOException where no answer of a size that may be read came in time
     */
    public byte[] ask(URI authority, TimestampRequest question) throws IOException {
        BoundedPost.Answer answer =
                http.send(authority, TimestampRequest.MEDIA_TYPE, question.bytes(), TimestampAuthorities.MAX_BYTES);
        if (answer.status() != OK) {
            throw new IOException("status " + answer.status());
        }
        return answer.body();
    }
}
