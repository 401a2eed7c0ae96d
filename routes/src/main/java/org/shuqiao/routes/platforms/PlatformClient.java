package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.traces.TraceContext;

/**
 * Sends envelopes and questions to one platform over a pool of connections. It never repeats a request by itself. From the wait for a
 * connection to the last byte of the answer a call takes no longer than it may, and a call that is given up is cut off.
 */
public final class PlatformClient implements PlatformDoor {
    private final CloseableHttpClient http;
    private final PlatformClock clock;
    private final Duration longest;
    private final ScheduledThreadPoolExecutor endings = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "platform-patience");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param maxInFlight how many requests may be under way at once
     * @param responseTimeoutMs longest wait between two bytes of an answer
     * @param clock learns from every answer
     */
    public PlatformClient(int maxInFlight, int connectTimeoutMs, int responseTimeoutMs, PlatformClock clock) {
        this.clock = clock;
        this.longest = Duration.ofMillis(PlatformDescriptor.Limits.callWithinMs(connectTimeoutMs, responseTimeoutMs));
        endings.setRemoveOnCancelPolicy(true); // Most calls end long before their time.
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(maxInFlight)
                        .setMaxConnPerRoute(maxInFlight)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofMilliseconds(connectTimeoutMs))
                                .setSocketTimeout(Timeout.ofMilliseconds(responseTimeoutMs))
                                .setValidateAfterInactivity(Timeout.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofMilliseconds(connectTimeoutMs))
                        .setResponseTimeout(Timeout.ofMilliseconds(responseTimeoutMs))
                        .setRedirectsEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Shuqiao")
                .build();
    }

    @Override
    public Duration longest() {
        return longest;
    }

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        HttpCall call = outgoing.call();
        HttpPost post = new HttpPost(call.uri());
        call.headers().forEach(post::setHeader);
        String traceParent = outgoing.traceParent();
        if (traceParent != null) {
            // Beside the call: it is in no signature and no manifest.
            post.setHeader(TraceContext.HEADER, traceParent);
        }
        post.setEntity(new ByteArrayEntity(call.body(), ContentType.parse(call.contentType())));
        Instant sent = clock.ours();
        ScheduledFuture<?> end = endings.schedule(() -> post.cancel(), longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(post, response -> read(outgoing, sent, post, response));
        } catch (ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | ConnectException
                | UnknownHostException
                | NoRouteToHostException nothingLeft) {
            return new PlatformAnswer.NotConnected<>(outgoing);
        } catch (IOException broken) {
            return new PlatformAnswer.NoAnswer<>(outgoing);
        } finally {
            end.cancel(false);
        }
    }

    private <S extends Outgoing> PlatformAnswer<S> read(
            S outgoing, Instant sent, HttpPost post, ClassicHttpResponse response) throws IOException {
        Header date = response.getFirstHeader(HttpHeaders.DATE);
        clock.answered(sent, date == null ? null : date.getValue());
        byte[] body = bounded(response.getEntity(), outgoing.answerMaxBytes(), post);
        return new PlatformAnswer.Answered<>(outgoing, response.getCode(), body);
    }

    private static byte[] bounded(@Nullable HttpEntity entity, int maxBytes, HttpPost post) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        // Not closed here: that would read an endless answer to its end.
        byte[] body = entity.getContent().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            post.cancel();
            throw new IOException("the answer is longer than it may be");
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        endings.shutdownNow();
        http.close();
    }
}
