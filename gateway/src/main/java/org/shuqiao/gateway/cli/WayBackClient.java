package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a center calls on the way back: consents, previews, its bookings and its inbox. Fails as {@link ApiClient} does. */
final class WayBackClient {
    private static final String INBOX = "/api/v1/inbox";

    private final ApiClient center;

    /** @param center a client with a center's key */
    WayBackClient(ApiClient center) {
        this.center = center;
    }

    /** @param values in the platform's own words; more than one where the field repeats */
    record Line(String label, List<JsonNode> values) {}

    /**
     * A record as a platform would show it.
     *
     * @param state {@code READY} where it would leave
     * @param reason why it would not; empty where it would
     */
    record Preview(String platform, String state, String reason, List<Line> fields) {}

    /** @param submissionId of the record that tells the platform */
    record Decided(Booking booking, String submissionId) {}

    record Booking(String bookingId, String state) {}

    private record Acked(long ackedSeq) {}

    /** Returns what each platform of the dataset would show; nothing is stored. */
    List<Preview> preview(String dataset, byte[] body) throws IOException, InterruptedException {
        byte[] answer =
                center.send("POST", "/api/v1/submissions/" + dataset + "/preview", BodyPublishers.ofByteArray(body));
        return List.of(ApiClient.read(answer, Preview[].class));
    }

    /**
     * Records an enterprise's consent to one item.
     *
     * @param item a record that names its owner, the consent and the window in which it may be shown
     */
    void recordConsent(String dataset, JsonNode item) throws IOException, InterruptedException {
        center.post(
                "/api/v1/consents",
                Map.of(
                        "id", item.path("consent_id").stringValue(),
                        "owner", item.path("owner_usci").stringValue(),
                        "dataset", dataset,
                        "item", item.path("record_id").stringValue(),
                        "from", item.path("publish_from").stringValue(),
                        "to", item.path("publish_to").stringValue()));
    }

    /** @param decision for example {@code approve} */
    Decided decide(String booking, String decision) throws IOException, InterruptedException {
        return ApiClient.read(
                center.post("/api/v1/bookings/" + booking + "/decision", Map.of("decision", decision)), Decided.class);
    }

    /** Returns the first messages that were not acknowledged, at most a page of them. */
    List<InboxPage.Message> unread() throws IOException, InterruptedException {
        return ApiClient.read(center.get(INBOX), InboxPage.class).messages();
    }

    /** Says that everything up to a place has arrived; returns up to which place the gateway knows that now. */
    long acknowledge(long upTo) throws IOException, InterruptedException {
        return ApiClient.read(center.post(INBOX + "/ack", Map.of("upTo", upTo)), Acked.class)
                .ackedSeq();
    }

    /** Returns the evidence of a message, a ZIP file; {@code PROOF_PENDING} while the log does not prove it. */
    byte[] evidence(String message) throws IOException, InterruptedException {
        return center.get(INBOX + "/" + message + "/evidence");
    }
}
