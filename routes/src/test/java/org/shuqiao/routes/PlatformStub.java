package org.shuqiao.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;

/** A platform that signs a receipt for everything, unless a test has told it to do something else first. */
final class PlatformStub implements AutoCloseable {
    private static final String RECEIPTS = "receipts";

    private final WireMockServer server;

    PlatformStub(Signer receiptSigner) {
        server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .extensions(new Receipts(receiptSigner)));
        server.start();
        behave();
    }

    URI url() {
        return URI.create(server.baseUrl());
    }

    /** Signs receipts from now on. */
    void behave() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(RECEIPTS)));
    }

    /** Answers everything in this way from now on. */
    void answer(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** Answers calls of this path in this way from now on, and all others as before. */
    void answer(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlEqualTo(path)).willReturn(answer));
    }

    /** Takes everything, and loses the answer. */
    ResponseDefinitionBuilder takesAndLosesTheAnswer() {
        return aResponse().withTransformers(RECEIPTS).withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    /** Idempotency keys of the calls whose payload holds this text; calls of other tests may still come in late. */
    List<String> calls(String text) {
        return server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getBodyAsString().contains(text))
                .map(request -> request.getHeader("X-Idempotency-Key"))
                .toList();
    }

    /** The {@code traceparent} of the calls whose payload holds this text. */
    List<String> traces(String text) {
        return server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getBodyAsString().contains(text))
                .map(request -> request.getHeader("traceparent"))
                .toList();
    }

    Set<String> keys(String text) {
        return new TreeSet<>(calls(text));
    }

    @Override
    public void close() {
        server.stop();
    }

    private static String field(Request request, String name) {
        return Arrays.stream(request.getBodyAsString().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private record Receipts(Signer signer) implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return RECEIPTS;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            boolean form = String.valueOf(request.getHeader("Content-Type")).startsWith("application/x-www-form");
            String key = form ? field(request, "key") : request.getHeader("X-Idempotency-Key");
            byte[] payload = form ? field(request, "param").getBytes(StandardCharsets.UTF_8) : request.getBody();
            byte[] receipt =
                    """
                    {"receiptId":"R-%s","platform":"qingdao","idempotencyKey":"%s","payloadHash":"%s","stage":"STORED"}\
                    """
                            .formatted(key, key, Sm3.hex(payload))
                            .getBytes(StandardCharsets.UTF_8);
            return ResponseDefinitionBuilder.like(event.getResponseDefinition())
                    .withStatus(200)
                    .withBody(
                            """
                            {"code":"0","receipt":"%s","signature":"%s"}\
                            """
                                    .formatted(
                                            Base64.getEncoder().encodeToString(receipt),
                                            Base64.getEncoder().encodeToString(signer.sign(receipt))))
                    .build();
        }
    }
}
