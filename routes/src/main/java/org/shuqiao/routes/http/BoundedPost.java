package org.shuqiao.routes.http;

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

/** One POST, once, that waits no longer than it may for the whole answer and reads no more of it than it may. Thread-safe. */
public final class BoundedPost {
    private final HttpClient http;
    private final Duration patience;

    /** @param patience from the first byte of the question to the last of the answer */
    public BoundedPost(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    public record Answer(int status, byte[] body) {}

    /**
     * @param maxBytes the longest answer that is read
     * @throws java.net.ConnectException where no connection was made
     * @throws IOException where no answer of a size that may be read came in time
     */
    public Answer send(URI address, String contentType, byte[] body, int maxBytes) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, answer -> new BoundedBody(maxBytes));
        try {
            HttpResponse<byte[]> answer = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException typed) {
                throw typed;
            }
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
