package org.shuqiao.routes.timestamps;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRequest;

/** Asks one authority, once, and waits no longer than it may for the whole answer. What it gives is not believed yet. */
public final class TimestampClient {
    private static final int OK = 200;

    private final HttpClient http;
    private final Duration patience;

    /** @param patience from the first byte of the question to the last of the answer */
    public TimestampClient(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * @return a TimeStampResp, as it came
     * @throws IOException where no answer of a size that may be read came in time
     */
    public byte[] ask(URI authority, TimestampRequest question) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(authority)
                .header("Content-Type", TimestampRequest.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(question.bytes()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(request, answer -> new BoundedBody(TimestampAuthorities.MAX_BYTES));
        try {
            HttpResponse<byte[]> answer = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new IOException("status " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException failed) {
            throw new IOException("no answer", failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no answer in time", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        } finally {
            call.cancel(true);
        }
    }
}
