package org.shuqiao.routes.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.webhooks.WebhookAnswer.Kind;

/**
 * Calls webhooks: each over a connection of its own to an address that was checked for it, without redirects, cookies or repeats.
 * From the connect to the last byte of the answer a call takes no longer than it may; only how long a name is looked up is left to
 * the system. Thread-safe.
 */
final class WebhookClient implements AutoCloseable {
    private static final int OK_FROM = 200;
    private static final int OK_BELOW = 300;

    private final CloseableHttpClient http;
    private final Duration patience;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-patience");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param names how hosts are looked up
     * @param patience for a whole call
     */
    WebhookClient(DnsResolver names, WebhookRules rules, Duration patience) {
        this.patience = patience;
        Timeout connect = Timeout.of(Limits.WEBHOOK_CONNECT_PATIENCE);
        Timeout whole = Timeout.of(patience);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(names, rules.allowPrivate()))
                        .setMaxConnTotal(Limits.WEBHOOKS_AT_ONCE)
                        .setMaxConnPerRoute(Limits.WEBHOOKS_AT_ONCE)
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(whole)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Shuqiao")
                .build();
    }

    WebhookAnswer post(URI address, Map<String, String> headers, byte[] body) {
        HttpPost post = new HttpPost(address);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = clock.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return http.execute(post, response -> read(post, response));
        } catch (AnswerTooLong tooLong) {
            return WebhookAnswer.without(Kind.ANSWER_TOO_LONG);
        } catch (IOException | RuntimeException failed) {
            return WebhookAnswer.without(late.get() ? Kind.TOO_SLOW : kind(failed));
        } finally {
            end.cancel(false);
        }
    }

    private static WebhookAnswer read(HttpPost post, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            // Not closed here: that would read an endless answer to its end.
            InputStream content = entity.getContent();
            if (content.readNBytes(Limits.WEBHOOK_ANSWER_BYTES + 1).length > Limits.WEBHOOK_ANSWER_BYTES) {
                post.cancel();
                throw new AnswerTooLong();
            }
        }
        int status = response.getCode();
        return new WebhookAnswer(status >= OK_FROM && status < OK_BELOW ? Kind.DELIVERED : Kind.STATUS, status);
    }

    private static Kind kind(Exception failed) {
        if (failed instanceof AddressRefused) {
            return Kind.ADDRESS_REFUSED;
        }
        if (failed instanceof UnknownHostException) {
            return Kind.UNKNOWN_HOST;
        }
        if (failed instanceof ConnectTimeoutException
                || failed instanceof ConnectException
                || failed instanceof NoRouteToHostException) {
            return Kind.NOT_CONNECTED;
        }
        if (failed instanceof SocketTimeoutException) {
            return Kind.TOO_SLOW; // The socket ran out of time before the whole call did.
        }
        return failed instanceof SSLException ? Kind.TLS_FAILED : Kind.BROKEN_OFF;
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        http.close();
    }

    private static final class AnswerTooLong extends IOException {}
}
