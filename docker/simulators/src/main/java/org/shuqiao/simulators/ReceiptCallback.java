package org.shuqiao.simulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Posts second receipts to the gateway, one call after another, and repeats a call that was not answered with HTTP 200
 * after rests that double. What is given up, or had no address, can still be asked for. Thread-safe.
 */
final class ReceiptCallback implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<@Nullable URI> address;
    private final StrictJson json;
    private final Patience patience;
    private final HttpClient client;
    private final TimerThread thread = new TimerThread("receipt-callback");

    /**
     * @param address where to post, asked for at each try; null for nowhere
     * @param trust whom to believe that it is there, over HTTPS
     */
    ReceiptCallback(Supplier<@Nullable URI> address, StrictJson json, Patience patience, SSLContext trust) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(trust)
                .build();
        this.address = address;
        this.json = json;
        this.patience = patience;
    }

    /** Posts these receipts in one call, now and as often as needed; at most 500, as they come from one batch. */
    void post(List<Receipt> receipts) {
        ObjectNode call = json.newObject();
        ArrayNode list = call.putArray("receipts");
        for (Receipt receipt : receipts) {
            list.addObject().put("receipt", receipt.base64Bytes()).put("signature", receipt.base64Signature());
        }
        byte[] body = json.bytes(call);
        thread.later(0, () -> attempt(body, 1));
    }

    @Override
    public void close() {
        thread.close();
    }

    private void attempt(byte[] body, int number) {
        URI target = address.get();
        if (target == null || isAccepted(target, body) || number == patience.maxTries()) {
            return;
        }
        thread.later(patience.restMillis(number), () -> attempt(body, number + 1));
    }

    private boolean isAccepted(URI target, byte[] body) {
        HttpRequest call = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(call, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * How long the platform tries.
     *
     * @param maxTries of one call
     * @param firstRestMillis after the first try; each further rest is twice as long
     * @param maxRestMillis the longest rest
     */
    record Patience(int maxTries, long firstRestMillis, long maxRestMillis) {
        /** About two minutes in all. */
        static final Patience DEFAULT = new Patience(10, 250, 30_000);

        long restMillis(int tries) {
            return Math.min(firstRestMillis << Math.min(tries - 1, 20), maxRestMillis);
        }
    }
}
