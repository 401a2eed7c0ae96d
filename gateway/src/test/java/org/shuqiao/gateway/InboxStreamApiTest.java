package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.EventStream.Event;

/** Messages come as they are stored; who comes back goes on where it was; who never reads is cut. */
@ExtendWith(OneGateway.class)
class InboxStreamApiTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestInbox inbox;
    private final InboxStreams streams;
    private final List<EventStream> opened = new ArrayList<>();

    InboxStreamApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.inbox = new TestInbox(gateway, center);
        this.streams = gateway.context().getBean(InboxStreams.class);
    }

    @AfterEach
    void close() {
        opened.forEach(EventStream::close);
    }

    private EventStream open(String query, String... headers) {
        EventStream stream = EventStream.open(center.client(), query, headers);
        opened.add(stream);
        return stream;
    }

    private static void awaitIds(EventStream stream, long from, long to) {
        List<String> expected =
                LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(stream.ids()).hasSizeGreaterThanOrEqualTo(expected.size()));
        assertThat(stream.ids()).isEqualTo(expected);
    }

    @Test
    void tellsWhatIsThereAndWhatComes() {
        inbox.with(2);
        EventStream stream = open("");
        awaitIds(stream, 1, 2);

        inbox.with(3);

        awaitIds(stream, 1, 5);
        Event first = stream.events().get(0);
        assertThat(first.data().path("seq").longValue()).isEqualTo(1);
        assertThat(first.data().at("/payload/n").intValue()).isEqualTo(1);
        assertThat(first.data().path("dataset").stringValue()).isEqualTo("booking");
        assertThat(center.client().get("/api/v1/inbox").json().path("ackedSeq").longValue())
                .as("reading acknowledges nothing")
                .isZero();
    }

    @Test
    void goesOnAfterTheLastEventThatTheClientHas() {
        inbox.with(300);
        EventStream cut = open("");
        await().atMost(LONGEST).until(() -> cut.ids().size() >= 50);
        cut.close();
        List<String> seen = new ArrayList<>(cut.ids());
        inbox.with(10);

        EventStream again = open("?after=0", "Last-Event-ID", seen.get(seen.size() - 1));

        await().atMost(LONGEST).until(() -> seen.size() + again.ids().size() >= 310);
        seen.addAll(again.ids());
        assertThat(seen)
                .isEqualTo(
                        LongStream.rangeClosed(1, 310).mapToObj(Long::toString).toList());
    }

    @Test
    void beginsWithWhatWasNotAcknowledgedUnlessAPlaceIsNamed() {
        inbox.with(4);
        center.client().post("/api/v1/inbox/ack", Map.of("upTo", 2)).expect(200);

        awaitIds(open(""), 3, 4);
        awaitIds(open("?after=1"), 2, 4);
    }

    @Test
    void tellsNobodyOfAnothersMessages() {
        EventStream stream = open("");
        new TestInbox(gateway, gateway.newCenter()).with(5);
        inbox.with(1);

        awaitIds(stream, 1, 1);
    }

    @Test
    void endsWithTheApiKeyThatOpenedIt() {
        EventStream stream = open("");
        gateway.admin()
                .delete("/api/v1/admin/api-keys/" + center.client().apiKey().split("_", 3)[1])
                .expect(204);

        await().atMost(LONGEST).until(stream::isEnded);
    }

    @Test
    void opensNoMoreThanACenterMayHave() {
        for (int i = 0; i < 4; i++) {
            open("");
        }
        Answer refused = center.client().get("/api/v1/inbox/stream").expectProblem(429, "TOO_BUSY");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        opened.remove(0).close();

        // A client that is gone is noticed with the next write.
        inbox.with(1);
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            inbox.with(1);
            open("");
        });
    }

    @Test
    void cutsAClientThatNeverReads() throws IOException {
        String large = "{\"pad\":\"" + "x".repeat(1 << 19) + "\"}";
        for (int i = 0; i < 40; i++) {
            inbox.append(large, Instant.now());
        }
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            URI address = gateway.anonymous().gateway();
            client.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            client.getOutputStream()
                    .write(("GET /api/v1/inbox/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + center.client().apiKey() + "\r\n\r\n")
                            .getBytes(US_ASCII));
            await().atMost(LONGEST).until(() -> streams.centers().contains(center.usci()));

            await().atMost(LONGEST).until(() -> !streams.centers().contains(center.usci()));

            EventStream reading = open("?after=39");
            awaitIds(reading, 40, 40);
        }
    }
}
