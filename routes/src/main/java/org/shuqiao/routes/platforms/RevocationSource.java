package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.shuqiao.certs.RevocationLists;

/**
 * Where an authority publishes its revocation list: a file, or an HTTP address whose last answer is kept in a file, so that a restart
 * while the authority is away does not forget who was revoked.
 */
public final class RevocationSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI location;
    private final Path kept;

    /**
     * @param location {@code http}, {@code https} or {@code file}
     * @param kept where the last answer of an HTTP address stays
     */
    public RevocationSource(URI location, Path kept) {
        this.location = location;
        this.kept = kept;
    }

    /** @return DER or PEM, whether it can be read or not; the one from before where there is no newer one */
    byte[] newest() throws IOException {
        if ("file".equals(location.getScheme())) {
            return bounded(Files.newInputStream(Path.of(location)));
        }
        try {
            return fetched();
        } catch (IOException away) {
            return bounded(Files.newInputStream(kept));
        }
    }

    /** Kept once the list it is part of was accepted. */
    void keep(byte[] accepted) throws IOException {
        if (!"file".equals(location.getScheme())) {
            Files.createDirectories(kept.toAbsolutePath().getParent());
            Path written = Files.createTempFile(kept.toAbsolutePath().getParent(), ".new-", ".crl");
            Files.write(written, accepted);
            Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private byte[] fetched() throws IOException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(HttpRequest.newBuilder(location).timeout(TIMEOUT).build(), BodyHandlers.ofInputStream());
            byte[] body = bounded(answer.body());
            if (answer.statusCode() != 200) {
                throw new IOException("the authority answered " + answer.statusCode());
            }
            return body;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private static byte[] bounded(InputStream content) throws IOException {
        try (content) {
            byte[] bytes = content.readNBytes(RevocationLists.MAX_BYTES + 1);
            if (bytes.length > RevocationLists.MAX_BYTES) {
                throw new IOException("a revocation list is too long");
            }
            return bytes;
        }
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
