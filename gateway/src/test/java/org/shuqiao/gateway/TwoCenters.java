package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One center that has something of everything, and another that would like to see it. */
final class TwoCenters {
    static final byte[] FILE =
            "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(US_ASCII);
    private static final String WORD = "恒泰精密";
    private static final String WEBHOOK = "http://127.0.0.1:9/of-the-first";

    private final GatewayUnderTest gateway;
    private final TestCenter first;
    private final TestCenter second;
    private final ConsoleClient firstPerson;
    private final ConsoleClient secondPerson;
    private final Map<Kind, String> things;
    private final List<String> words;

    /** What an address or a body of a call can name. */
    enum Kind {
        /** Has arrived at its platform. */
        SUBMISSION,
        /** Can still be taken back. */
        WAITING_SUBMISSION,
        TRANSFER,
        /** The record id of {@link #SUBMISSION}. */
        RECORD,
        AGREEMENT,
        CENTER,
        MESSAGE,
        /** In an inbox. */
        PLACE,
        SLOT,
        BOOKING,
        /** The message that {@link #BOOKING} came with. */
        REQUEST,
        CONSENT,
        ATTACHMENT,
        /** Where a page of figures ends. */
        FIGURE,
        API_KEY,
        /** Of a person. */
        ACCOUNT
    }

    TwoCenters(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.first = gateway.newCenterWithAgreement();
        this.second = gateway.newCenterWithAgreement();
        this.firstPerson = ConsoleClient.signedIn(gateway, "CENTER", first.usci());
        this.secondPerson = ConsoleClient.signedIn(gateway, "CENTER", second.usci());
        this.things = new EnumMap<>(Kind.class);
        this.words = new ArrayList<>();
        handIn();
        receive();
        offer();
        keep();
        things.forEach((kind, id) -> {
            if (kind != Kind.PLACE) {
                words.add(id);
            }
        });
        // To its end, or an archive of it would still grow between two looks.
        second.evidence(second.awaitTransfer(second.accepted(second.activity()), "STORED"))
                .expect(200);
        new TestInbox(gateway, second).with(1);
    }

    private TwoCenters(TwoCenters of, TestCenter second) {
        this.gateway = of.gateway;
        this.first = of.first;
        this.second = second;
        this.firstPerson = of.firstPerson;
        this.secondPerson = ConsoleClient.signedIn(gateway, "CENTER", second.usci());
        this.things = of.things;
        this.words = of.words;
    }

    /** The same first, and another second, which has nothing yet. */
    TwoCenters withAnotherSecond() {
        return new TwoCenters(this, gateway.newCenterWithAgreement());
    }

    private void handIn() {
        first.dictionary(Set.of(WORD));
        ObjectNode record = first.activity();
        String title = "只属于甲中心的活动";
        record.put("title", title);
        things.put(Kind.SUBMISSION, first.accepted(record));
        things.put(Kind.WAITING_SUBMISSION, first.accepted(first.activity().put("title", WORD + "专题对接会")));
        JsonNode transfer = first.awaitTransfer(thing(Kind.SUBMISSION), "STORED");
        first.awaitTransfer(thing(Kind.WAITING_SUBMISSION), "QUARANTINED");
        first.evidence(transfer).expect(200);
        things.put(Kind.TRANSFER, transfer.required("transferId").stringValue());
        things.put(Kind.RECORD, record.required("record_id").stringValue());
        things.put(Kind.AGREEMENT, gateway.agreementOf(first).id());
        things.put(Kind.CENTER, first.usci());
        words.add(title);
    }

    private void receive() {
        new TestInbox(gateway, first).with(3);
        things.put(Kind.PLACE, "3");
        things.put(
                Kind.MESSAGE,
                String.valueOf(sql().queryForObject(
                                "SELECT id FROM inbox_message WHERE center = ? AND seq = 3",
                                UUID.class,
                                first.usci())));
        for (String period : List.of("2026-01", "2026-02")) {
            sql().update(
                            """
                            INSERT INTO monitoring_value (center, metric, region, industry, period, platform, value, unit, source, as_of, version, message)
                            VALUES (?, 'rate', '500000', '', ?, 'capability-center', 41.5, '%', '甲中心的指标', now(), 1, gen_random_uuid())
                            """,
                            first.usci(), period);
        }
        things.put(
                Kind.FIGURE,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("rate\n500000\n\n2026-01\ncapability-center".getBytes(UTF_8)));
        words.add("甲中心的指标");
    }

    private void offer() {
        String slot = "slot-" + first.usci();
        String booking = "booking-" + first.usci();
        sql().update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, held, open)
                        VALUES (?, ?, 1, gen_random_uuid(), '柔性产线观摩', '甲中心的展厅', '2099-01-01T01:00:00Z', '2099-01-01T03:00:00Z', 10, 2, 3, true)
                        """,
                        first.usci(),
                        slot);
        sql().update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        VALUES (?, ?, 'capability-center', ?, 'REQUESTED', 3, '2099-01-01T01:00:00Z', gen_random_uuid(), now())
                        """,
                        first.usci(),
                        booking,
                        slot);
        things.put(Kind.SLOT, slot);
        things.put(Kind.BOOKING, booking);
        things.put(
                Kind.REQUEST,
                first.client()
                        .get("/api/v1/bookings/" + booking)
                        .expect(200)
                        .json()
                        .required("messageId")
                        .stringValue());
        String consent = "consent-" + first.usci();
        first.client()
                .post(
                        "/api/v1/consents",
                        Map.of(
                                "id", consent,
                                "owner", "91500000MA5U00169L",
                                "dataset", "showcase_item",
                                "from", "2026-01-01T00:00:00Z",
                                "to", "2027-01-01T00:00:00Z"))
                .expect(201);
        things.put(Kind.CONSENT, consent);
        words.add("甲中心的展厅");
    }

    private void keep() {
        first.client()
                .send(
                        "PUT",
                        "/api/v1/attachments/" + Sm3.hex(FILE),
                        BodyPublishers.ofByteArray(FILE),
                        "Content-Type",
                        "application/pdf")
                .expect(201);
        things.put(Kind.ATTACHMENT, Sm3.hex(FILE));
        first.client().put("/api/v1/inbox/webhook", Map.of("url", WEBHOOK)).expect(200);
        words.add(WEBHOOK);
        String key = firstPerson.post("/center/keys", Map.of("label", "甲中心的程序")).text("code.secret");
        things.put(Kind.API_KEY, key.split("_", 3)[1]);
        words.add("甲中心的程序");
        things.put(
                Kind.ACCOUNT,
                Objects.requireNonNull(sql().queryForObject(
                                "SELECT key_id FROM account JOIN api_key ON id = key_id WHERE center = ?",
                                String.class,
                                first.usci())));
    }

    private JdbcTemplate sql() {
        return gateway.sql();
    }

    TestCenter first() {
        return first;
    }

    TestCenter second() {
        return second;
    }

    ConsoleClient firstPerson() {
        return firstPerson;
    }

    ConsoleClient secondPerson() {
        return secondPerson;
    }

    /** The id of something of the first center. */
    String thing(Kind kind) {
        String id = things.get(kind);
        if (id == null) {
            throw new IllegalStateException("not made yet: " + kind);
        }
        return id;
    }

    /** An id that is as good, and of nothing. */
    String nothing(Kind kind) {
        String id = thing(kind);
        char last = id.charAt(id.length() - 1);
        char other = last == '4' ? '5' : '4';
        return switch (kind) {
            case CENTER -> Uscis.numbered(99_999);
            case FIGURE ->
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("rate\n500000\n\n2026-00\ncapability-center".getBytes(UTF_8));
            default -> id.substring(0, id.length() - 1) + other;
        };
    }

    /** What only the first center may read. */
    List<String> words() {
        return words;
    }

    /** Everything of the first center as it sees it itself. */
    List<String> ofTheFirst() {
        List<String> seen = new ArrayList<>();
        for (String path : List.of(
                "/api/v1/submissions?limit=100",
                "/api/v1/inbox?after=0",
                "/api/v1/monitoring",
                "/api/v1/slots",
                "/api/v1/bookings",
                "/api/v1/consents",
                "/api/v1/attachments")) {
            Answer answer = first.client().get(path).expect(200);
            seen.add(path.contains("inbox") ? answer.json().toString() : answer.text());
        }
        seen.add(first.client()
                .get("/api/v1/inbox/webhook")
                .expect(200)
                .json()
                .path("url")
                .asString(""));
        seen.add(firstPerson.get("/center/keys").expect(200).text("main"));
        return seen;
    }
}
