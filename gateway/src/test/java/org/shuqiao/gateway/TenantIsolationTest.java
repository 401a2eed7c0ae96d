package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.Doors.Door;
import org.shuqiao.gateway.TwoCenters.Kind;

/**
 * Every page and call that a center may reach, by an id that is another center's: it answers as for an id of nothing, and nothing happens
 * to what the id names. What a new page or call can name must stand in one of the tables, or the first test fails.
 */
@ExtendWith(OneGateway.class)
class TenantIsolationTest {
    private static final String JSON = "application/json";
    private static final int SHORTEST_ID = 10;

    /** Headers that differ between any two answers. */
    private static final Set<String> OF_ONE_ANSWER = Set.of(
            "date", "content-length", "set-cookie", "etag", "traceparent", "connection", "keep-alive", "ratelimit");

    /** By name and type: what is the same for everybody, or says how much of one's own. */
    private static final Set<String> NAMES_NOTHING = Set.of(
            "acceptedOn:String",
            "after:long",
            "again:String",
            "back:String",
            "before:String",
            // Of a call that is tried, which is in the table itself.
            "body:String",
            "call:String",
            "capacity:int",
            "chosen:String",
            "dataset:String",
            "decision:String",
            "field:String",
            "form:String",
            // Which form of one's own session was sent.
            "form:UUID",
            "from:Instant",
            "from:LocalDate",
            "from:String",
            "industry:String",
            // A signing key of the gateway.
            "key:UUID",
            "kinds:String",
            "label:String",
            "language:String",
            "limit:int",
            "local:String",
            "metric:String",
            "owner:String",
            "people:String",
            "platform:String",
            "progress:Progress",
            "reason:String",
            "region:String",
            "state:BookingState",
            "state:TransferState",
            "to:Instant",
            "to:String",
            "until:LocalDate",
            "version:long",
            "week:LocalDate",
            "year:int");

    /** What can be named where. An id in a body stands for {@code {}}. */
    private static final List<Row> TABLE = List.of(
            row("GET /api/v1/submissions", "after", Kind.SUBMISSION),
            row("GET /api/v1/submissions", "recordId", Kind.RECORD),
            row("GET /api/v1/submissions/{id}", "id", Kind.SUBMISSION),
            row("GET /api/v1/transfers/{id}/evidence", "id", Kind.TRANSFER),
            row("GET /api/v1/transfers/{id}/decision", "id", Kind.TRANSFER),
            row("GET /api/v1/evidence", "after", Kind.TRANSFER),
            row("GET /api/v1/evidence", "agreement", Kind.AGREEMENT),
            row("GET /api/v1/evidence", "center", Kind.CENTER),
            row("GET /api/v1/agreements/{id}/quota", "id", Kind.AGREEMENT),
            row("GET /api/v1/attachments", "after", Kind.ATTACHMENT),
            row("GET /api/v1/attachments/{sm3}", "sm3", Kind.ATTACHMENT),
            row("GET /api/v1/inbox", "after", Kind.PLACE),
            row("GET /api/v1/inbox/stream", "after", Kind.PLACE),
            row("GET /api/v1/inbox/stream", "Last-Event-ID", Kind.PLACE),
            row("GET /api/v1/inbox/{messageId}/evidence", "messageId", Kind.MESSAGE),
            row("GET /api/v1/slots", "after", Kind.SLOT),
            row("GET /api/v1/bookings", "slot", Kind.SLOT),
            row("GET /api/v1/bookings", "after", Kind.REQUEST),
            row("GET /api/v1/bookings/{id}", "id", Kind.BOOKING),
            row("GET /api/v1/consents", "after", Kind.CONSENT),
            row("GET /api/v1/monitoring", "after", Kind.FIGURE),
            row("GET /center/submissions", "after", Kind.SUBMISSION),
            row("GET /center/submissions", "record", Kind.RECORD),
            row("GET /center/submissions/{id}", "id", Kind.SUBMISSION),
            row("GET /center/submissions/{id}/legs", "id", Kind.SUBMISSION),
            row("GET /center/transfers/{id}/evidence", "id", Kind.TRANSFER),
            row("GET /center/submit/{dataset}", "from", Kind.SUBMISSION),
            row("GET /center/inbox", "after", Kind.PLACE),
            row("GET /center/inbox", "message", Kind.MESSAGE),
            row("GET /center/inbox/{id}/evidence", "id", Kind.MESSAGE),
            row("GET /center/slots/{id}", "id", Kind.SLOT),
            row("GET /center/try", "name", Kind.SUBMISSION),
            row("POST /api/v1/submissions/{dataset}", Kind.CENTER, JSON, record("center_id")),
            row("POST /api/v1/submissions/{dataset}/batch", Kind.CENTER, "application/x-ndjson", record("center_id")),
            row("POST /api/v1/submissions/{dataset}/preview", Kind.RECORD, JSON, record("record_id")),
            row("POST /api/v1/submissions/{dataset}/preview", Kind.CENTER, JSON, record("center_id")),
            row("POST /api/v1/submissions/{dataset}/dry-run", Kind.RECORD, JSON, record("record_id")),
            row("POST /api/v1/submissions/{dataset}/dry-run", Kind.CENTER, JSON, record("center_id")),
            row("POST /api/v1/submissions/{id}/cancel", "id", Kind.WAITING_SUBMISSION),
            row("PUT /api/v1/attachments/{sm3}", "sm3", Kind.ATTACHMENT),
            row("DELETE /api/v1/attachments/{sm3}", "sm3", Kind.ATTACHMENT),
            row("POST /api/v1/inbox/ack", Kind.PLACE, JSON, centers -> "{\"upTo\":{}}"),
            row("POST /api/v1/bookings/{id}/decision", "id", Kind.BOOKING, "{\"decision\":\"approve\"}"),
            row("POST /api/v1/consents/{id}/withdraw", "id", Kind.CONSENT),
            row("POST /center/submissions/{id}/cancel", "id", Kind.WAITING_SUBMISSION),
            row("POST /center/submit/{dataset}/file", Kind.CENTER, "application/x-ndjson", record("center_id")),
            row("POST /center/inbox/ack", "upTo", Kind.PLACE),
            row("POST /center/bookings/{id}", "id", Kind.BOOKING, "decision=approve"),
            row("POST /center/slots/{id}/capacity", "id", Kind.SLOT, "capacity=45&version=1"),
            row("POST /center/keys/{id}/revoke", "id", Kind.API_KEY),
            row("POST /center/keys/{id}/revoke", "id", Kind.ACCOUNT),
            row("POST /center/showcase/consents/{id}/withdraw", "id", Kind.CONSENT),
            row("POST /center/try", "name", Kind.SUBMISSION, "call=submission"),
            row("POST /center/submit/{dataset}", "/record_id", Kind.RECORD, "_act=preview"));

    /** What makes something of one's own, which may well be called as another center calls its own. */
    private static final List<Row> MAKING = List.of(
            row("POST /api/v1/submissions/{dataset}", Kind.RECORD, JSON, record("record_id")),
            row("POST /api/v1/submissions/{dataset}/batch", Kind.RECORD, "application/x-ndjson", record("record_id")),
            row("POST /center/submit/{dataset}/file", Kind.RECORD, "application/x-ndjson", record("record_id")),
            row(
                    "POST /api/v1/consents",
                    Kind.CONSENT,
                    JSON,
                    centers -> "{\"id\":\"{}\",\"owner\":\"91500000MA5U00169L\",\"dataset\":\"showcase_item\","
                            + "\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}"),
            row(
                    "POST /center/showcase/consents",
                    "id",
                    Kind.CONSENT,
                    "owner=91500000MA5U00169L&from=2026-01-01&until=2026-12-31"),
            new Row(
                    "POST /center/showcase/consents",
                    "item",
                    Kind.RECORD,
                    JSON,
                    centers -> "owner=91500000MA5U00169L&from=2026-01-01&until=2026-12-31&id=" + UUID.randomUUID()));

    /** What acts without naming anything but one's own. */
    private static final Set<String> NAME_NOTHING = Set.of(
            "PUT /api/v1/inbox/webhook",
            "DELETE /api/v1/inbox/webhook",
            "POST /api/v1/inbox/webhook/resume",
            "POST /center/attachments",
            "POST /center/keys",
            "POST /account/password");

    private final GatewayUnderTest gateway;

    TenantIsolationTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    /**
     * @param parameter that names something, of the path, of the query or of a form; empty for one that stands in the body
     * @param body as it is sent to the API; the other fields of a form
     */
    private record Row(String door, String parameter, Kind kind, String type, Function<TwoCenters, String> body) {

        boolean isGet() {
            return door.startsWith("GET ");
        }
    }

    private static Row row(String door, String parameter, Kind kind) {
        return row(door, parameter, kind, door.contains(" /api/") ? "{}" : "");
    }

    private static Row row(String door, String parameter, Kind kind, String body) {
        return new Row(door, parameter, kind, door.startsWith("PUT ") ? "application/pdf" : JSON, centers -> body);
    }

    private static Row row(String door, Kind kind, String type, Function<TwoCenters, String> body) {
        return new Row(door, "", kind, type, body);
    }

    /** An activity of the second center, where one member says what is tried. */
    private static Function<TwoCenters, String> record(String member) {
        return centers -> centers.second().activity().put(member, "{}").toString();
    }

    @Test
    void knowsWhatEveryDoorOfACenterNames() {
        SoftAssertions softly = new SoftAssertions();
        List<Row> rows = Stream.concat(TABLE.stream(), MAKING.stream()).toList();
        Set<String> known = rows.stream().map(Row::door).collect(Collectors.toSet());
        for (Door door : doorsOfACenter()) {
            for (String named : Stream.concat(door.parameters().stream(), door.headers().stream())
                    .toList()) {
                String parameter = named.substring(0, named.indexOf(':'));
                softly.assertThat(NAMES_NOTHING.contains(named)
                                || rows.stream()
                                        .anyMatch(row -> row.door().equals(door.toString())
                                                && row.parameter().equals(parameter)))
                        .as("%s names by %s nobody knows what", door, named)
                        .isTrue();
            }
            if (!door.method().equals("GET")) {
                softly.assertThat(known.contains(door.toString()) || NAME_NOTHING.contains(door.toString()))
                        .as("%s takes nobody knows what", door)
                        .isTrue();
            }
        }
        softly.assertThat(doorsOfACenter().stream().map(Door::toString))
                .as("the tables name nothing that is not there")
                .containsAll(known)
                .containsAll(NAME_NOTHING);
        softly.assertAll();
    }

    /** Not what everybody may reach, which holds nothing of a center; {@link #showsNothingOfAnotherCenter} looks into it. */
    private List<Door> doorsOfACenter() {
        Doors doors = new Doors(gateway);
        return doors.all().stream()
                .filter(door -> doors.isOpen(door.method(), door.path(), "CENTER"))
                .filter(door -> !doors.isOpen(door.method(), door.path(), "NOBODY"))
                // Answers for pages that nobody has made.
                .filter(door -> !door.handler().getBeanType().getSimpleName().equals("Faults"))
                .toList();
    }

    @Test
    void showsThingsOfAnotherCenterAsThingsThatDoNotExist() {
        TwoCenters centers = new TwoCenters(gateway);
        SoftAssertions softly = new SoftAssertions();

        for (Row row : TABLE.stream().filter(Row::isGet).toList()) {
            Answer tried = compare(row, centers, softly);
            if (tried.status() >= 400 && !row.door().endsWith("/stream")) {
                String thing = centers.thing(row.kind());
                softly.assertThat(shown(send(row, centers, thing, true), thing))
                        .as("%s by %s, of one's own", row.door(), row.parameter())
                        .isNotEqualTo(shown(tried, thing));
            }
        }

        softly.assertAll();
    }

    @Test
    void letsNobodyActOnThingsOfAnotherCenter() {
        TwoCenters centers = new TwoCenters(gateway);
        List<String> before = centers.ofTheFirst();
        SoftAssertions softly = new SoftAssertions();

        for (Row row : TABLE.stream().filter(row -> !row.isGet()).toList()) {
            compare(row, centers, softly);
        }
        for (Row row : MAKING) {
            compare(row, centers.withAnotherSecond(), softly);
        }
        GatewayClient second = centers.second().client();
        softly.assertThat(second.delete("/api/v1/inbox/webhook").status()).isEqualTo(404);
        softly.assertThat(second.post("/api/v1/inbox/webhook/resume", Map.of()).status())
                .isEqualTo(404);

        softly.assertAll();
        assertThat(centers.ofTheFirst()).isEqualTo(before);
        actsItself(centers);
    }

    /** What was refused to the other was there to be done. */
    private static void actsItself(TwoCenters centers) {
        GatewayClient first = centers.first().client();
        String key = "/center/keys/" + centers.thing(Kind.API_KEY) + "/revoke";
        first.post("/api/v1/submissions/" + centers.thing(Kind.WAITING_SUBMISSION) + "/cancel", Map.of())
                .expect(200);
        first.post("/api/v1/bookings/" + centers.thing(Kind.BOOKING) + "/decision", Map.of("decision", "approve"))
                .expect(202);
        first.post("/api/v1/consents/" + centers.thing(Kind.CONSENT) + "/withdraw", Map.of())
                .expect(200);
        first.post("/api/v1/inbox/ack", Map.of("upTo", Long.parseLong(centers.thing(Kind.PLACE))))
                .expect(200);
        first.delete("/api/v1/attachments/" + centers.thing(Kind.ATTACHMENT)).expect(204);
        first.delete("/api/v1/inbox/webhook").expect(204);
        assertThat(centers.firstPerson().post(key, Map.of()).text(".flash")).contains("已撤销");
    }

    @Test
    void showsNothingOfAnotherCenter() {
        TwoCenters centers = new TwoCenters(gateway);
        Doors doors = new Doors(gateway);
        SoftAssertions softly = new SoftAssertions();

        for (Door door : doors.all()) {
            if (door.method().equals("GET")
                    && doors.isOpen("GET", door.path(), "CENTER")
                    && !door.pattern().endsWith("/stream")) {
                String path = door.pattern()
                                .replace("{dataset}", "activity")
                                .replace("{form}", "E-CQ-E")
                                .replaceAll("\\{[^/]+}", "x")
                                .replace("**", "x")
                        + "?year=2026&limit=100";
                expectNothingOfTheFirst(ask(centers, path, false), door.toString(), centers, softly);
            }
        }

        softly.assertAll();
    }

    /** What somebody else has is no reason to take a file for known. */
    @Test
    void takesAFileThatAnotherCenterHasAsNew() {
        TwoCenters centers = new TwoCenters(gateway);
        String path = "/api/v1/attachments/" + centers.thing(Kind.ATTACHMENT);

        Answer taken = centers.second()
                .client()
                .send("PUT", path, BodyPublishers.ofByteArray(TwoCenters.FILE), "Content-Type", "application/pdf");

        taken.expect(201);
        centers.second().client().delete(path).expect(204);
        centers.first().client().get(path).expect(200);
    }

    @Test
    void knowsNoIdempotencyKeyOfAnotherCenter() {
        TestCenter first = gateway.newCenter();
        TestCenter second = gateway.newCenter();
        String of = first.accepted(first.activity(), "Idempotency-Key", "the-same");

        String other = second.accepted(second.activity(), "Idempotency-Key", "the-same");

        assertThat(other).isNotEqualTo(of);
    }

    /** @return what the second center is told about a thing of the first */
    private Answer compare(Row row, TwoCenters centers, SoftAssertions softly) {
        String thing = centers.thing(row.kind());
        String nothing = centers.nothing(row.kind());
        Answer tried = send(row, centers, thing, false);
        Answer unknown = send(row, centers, nothing, false);
        String as = row.door() + " by " + row.parameter() + " of a " + row.kind();
        softly.assertThat(told(row, tried, thing)).as(as).isEqualTo(told(row, unknown, nothing));
        expectNothingOfTheFirst(tried, as, centers, softly, thing);
        return tried;
    }

    private static void expectNothingOfTheFirst(
            Answer answer, String as, TwoCenters centers, SoftAssertions softly, String... given) {
        String text = text(answer);
        for (String own : given) {
            text = text.replace(own, "");
        }
        for (String word : centers.words()) {
            if (!List.of(given).contains(word)) {
                softly.assertThat(text).as(as).doesNotContain(word);
            }
        }
    }

    /** As the first center or as the second. */
    private Answer send(Row row, TwoCenters centers, String id, boolean asFirst) {
        String path = row.door().substring(row.door().indexOf(' ') + 1).replace("{dataset}", "activity");
        boolean isInPath = path.contains("{" + row.parameter() + "}");
        path = path.replace("{" + row.parameter() + "}", id);
        if (row.isGet()) {
            if (row.parameter().equals("Last-Event-ID")) {
                return client(centers, asFirst).get(path, "Last-Event-ID", id);
            }
            return ask(centers, isInPath ? path : path + "?" + row.parameter() + "=" + encoded(id), asFirst);
        }
        String body = row.body().apply(centers).replace("{}", row.parameter().isEmpty() ? id : "{}");
        String method = row.door().substring(0, row.door().indexOf(' '));
        if (path.startsWith("/api/")) {
            return client(centers, asFirst)
                    .send(method, path, BodyPublishers.ofString(body), "Content-Type", row.type());
        }
        ConsoleClient person = asFirst ? centers.firstPerson() : centers.secondPerson();
        if (row.parameter().isEmpty()) {
            return person.upload(path, row.type(), body.getBytes(UTF_8));
        }
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            if (!field.isEmpty()) {
                form.put(field.split("=", 2)[0], field.split("=", 2)[1]);
            }
        }
        if (!isInPath) {
            form.put(row.parameter(), id);
        }
        person.get("/center");
        return person.post(path, form).answer();
    }

    /** Of an act on a page, what it has led to is said on the next one, which may show what is one's own now. */
    private static String told(Row row, Answer answer, String id) {
        boolean isPage = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
        String said = isPage && !row.isGet() ? new Page(answer).text("#flash") : "";
        return said.isEmpty() ? shown(answer, id) : answer.status() + " " + without(id, said);
    }

    private Answer ask(TwoCenters centers, String path, boolean asFirst) {
        if (path.startsWith("/api/") || path.startsWith("/actuator") || path.startsWith("/v3")) {
            return client(centers, asFirst).get(path);
        }
        return (asFirst ? centers.firstPerson() : centers.secondPerson()).http().get(path);
    }

    private static GatewayClient client(TwoCenters centers, boolean asFirst) {
        return (asFirst ? centers.first() : centers.second()).client();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** An answer without what differs between any two: what was asked for, new ids, times, digests, and tokens of forms. */
    private static String shown(Answer answer, String id) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_ONE_ANSWER.contains(name.toLowerCase(Locale.ROOT)));
        return without(id, answer.status() + " " + headers + "\n" + text(answer))
                .replaceAll("(name=\"_csrf\" value|name=\"csrf\" content)=\"[^\"]*\"", "$1")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                .replaceAll("[0-9a-f]{64}", "DIGEST")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?[.0-9]*Z?", "TIME");
    }

    /** A place in an inbox is a figure that may stand for anything else, unless it ends the address that was asked for. */
    private static String without(String id, String text) {
        return id.length() < SHORTEST_ID ? text.replace("=" + id + "\"", "=ID\"") : text.replace(id, "ID");
    }

    private static String text(Answer answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("application/zip") ? unzipped(answer.body()) : answer.text();
    }

    /** Without archives in it, which its index names with their centers. */
    private static String unzipped(byte[] zip) {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                text.append(entry.getName()).append('\n');
                if (!entry.getName().endsWith(".zip")) {
                    text.append(new String(content, ISO_8859_1));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return text.toString();
    }
}
