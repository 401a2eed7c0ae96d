package org.shuqiao.certs.log;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.TlsTrust;

/**
 * A log that is shown over HTTP, for example {@code https://gateway.example/api/v1/log}. A resource takes {@link #TIMEOUT} at most;
 * redirects are not followed, since an API key goes along. Thread-safe.
 */
public final class LogSite extends LogSource {
    /** The longest wait for one resource, its last byte included. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_KEY_BYTES = 4_096;

    private final URI base;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient http;

    LogSite(URI base, String apiKey, SSLContext trust, Duration timeout) {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!web || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
            throw new IllegalArgumentException("the address of a log is an http or https address without a query");
        }
        this.base = URI.create(base.toString().replaceFirst("/*$", "/"));
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Opens a log as everybody sees it, which may be without its leaves.
     *
     * @param base the address that {@code /checkpoint} and {@code /tile/…} are appended to
     * @throws IllegalArgumentException if that is no http or https address
     */
    public static LogSite open(URI base) throws IOException {
        return open(base, null, List.of());
    }

    /**
     * Opens a log as the owner of an API key sees it.
     *
     * @param keyFile a file with nothing but the key in it; null to see what everybody sees
     * @param caFiles PEM files of authorities to believe besides those that Java trusts
     * @throws IOException if a file cannot be read, or one of authorities holds none
     * @throws IllegalArgumentException if there is no key in its file, or {@code base} is no http or https address
     */
    public static LogSite open(URI base, @Nullable Path keyFile, List<Path> caFiles) throws IOException {
        return new LogSite(base, keyFile == null ? "" : apiKey(keyFile), TlsTrust.context(caFiles), TIMEOUT);
    }

    private static String apiKey(Path keyFile) throws IOException {
        var key = new String(LogDirectory.readUpTo(keyFile, MAX_KEY_BYTES), StandardCharsets.US_ASCII).strip();
        // Checked here, because the HTTP client would quote a key that it cannot send.
        if (key.isEmpty() || !key.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("the key file holds something else than one API key");
        }
        return key;
    }

    @Override
    Optional<byte[]> read(String path, int maxBytes) throws LogUnreadable {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (!apiKey.isEmpty()) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        HttpResponse<byte[]> response = send(path, request.build(), maxBytes);
        return switch (response.statusCode()) {
            case HttpURLConnection.HTTP_OK -> Optional.of(response.body());
            case HttpURLConnection.HTTP_UNAUTHORIZED,
                    HttpURLConnection.HTTP_FORBIDDEN,
                    HttpURLConnection.HTTP_NOT_FOUND,
                    HttpURLConnection.HTTP_GONE -> Optional.empty();
            default -> throw new LogUnreadable(path + " is answered with status " + response.statusCode());
        };
    }

    /** The time-out of the client itself ends with the headers; a body may trickle for ever. */
    private HttpResponse<byte[]> send(String path, HttpRequest request, int maxBytes) throws LogUnreadable {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, response -> new BoundedBody(maxBytes));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LogUnreadable(path + " does not arrive in time", e);
        } catch (ExecutionException e) {
            throw new LogUnreadable(path + " cannot be fetched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnreadable(path + " was not waited for", e);
        } finally {
            answer.cancel(true); // of no effect once it is there
        }
    }
}
