package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.attachments.AttachmentFault;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Files that centers upload, over HTTP. */
@ExtendWith(OneGateway.class)
class AttachmentApiTest {
    private static final String PATH = "/api/v1/attachments";
    private static final String PDF = "application/pdf";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    AttachmentApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    /** Of more than a few chunks, with noise that is no name of anything. */
    private static byte[] pdf(long seed) {
        byte[] noise = new byte[1_000_003];
        new Random(seed).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == '/' ? 0 : noise[i];
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("%PDF-1.7\n".getBytes(US_ASCII));
        file.writeBytes(noise);
        file.writeBytes("\n%%EOF\n".getBytes(US_ASCII));
        return file.toByteArray();
    }

    private Answer put(GatewayClient client, String sm3, String type, byte[] file) {
        // Without a length, as a sender that makes the file while it sends it.
        return client.send(
                "PUT",
                PATH + "/" + sm3,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file)),
                "Content-Type",
                type);
    }

    private Answer put(byte[] file) {
        return put(center.client(), Sm3.hex(file), PDF, file);
    }

    private Answer get(GatewayClient client, byte[] file) {
        return client.get(PATH + "/" + Sm3.hex(file));
    }

    private JsonNode own() {
        return center.client().get(PATH).expect(200).json();
    }

    @Test
    void takesAFileAndGivesItBack() {
        byte[] file = pdf(1);
        JsonNode stored = put(file).expect(201).json();

        assertThat(stored.path("sm3").stringValue()).isEqualTo(Sm3.hex(file));
        assertThat(stored.path("bytes").intValue()).isEqualTo(file.length);
        assertThat(stored.path("mediaType").stringValue()).isEqualTo(PDF);
        assertThat(stored.path("keptUntil").isString()).isTrue();
        assertThat(own()).containsExactly(stored);
        Answer back = get(center.client(), file).expect(200);
        assertThat(back.body()).isEqualTo(file);
        assertThat(back.headers().firstValue("Content-Type")).contains(PDF);
        assertThat(back.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + Sm3.hex(file) + ".pdf\"");
        assertThat(back.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(back.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        Answer head = center.client()
                .send("HEAD", PATH + "/" + Sm3.hex(file), BodyPublishers.noBody())
                .expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("" + file.length);
    }

    @Test
    void theSameFileAgainGetsTheSameAnswer() {
        byte[] file = pdf(2);
        put(file).expect(201);
        put(file).expect(200);

        assertThat(own()).hasSize(1);
    }

    @Test
    void aSecondCenterGetsNothingByKnowingTheSm3() {
        byte[] file = pdf(3);
        put(file).expect(201);
        GatewayClient other = gateway.newCenter().client();

        get(other, file).expectProblem(404, "NOT_FOUND");
        other.delete(PATH + "/" + Sm3.hex(file)).expectProblem(404, "NOT_FOUND");
        assertThat(other.get(PATH).expect(200).json()).isEmpty();
        put(other, Sm3.hex(file), PDF, Arrays.copyOf(file, 9)).expectProblem(422, "ATTACHMENT_REFUSED");
        put(other, Sm3.hex(file), PDF, file).expect(201);
    }

    @Test
    void isForCentersOnly() {
        byte[] file = pdf(4);
        put(file).expect(201);
        for (GatewayClient nobody : new GatewayClient[] {gateway.officer(), gateway.operator(), gateway.admin()}) {
            get(nobody, file).expectProblem(403, "NOT_ALLOWED");
            put(nobody, Sm3.hex(file), PDF, file).expectProblem(403, "NOT_ALLOWED");
        }
        get(gateway.anonymous(), file).expectProblem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void refusesWhatIsNotWhatItWasAnnouncedAs() {
        byte[] file = pdf(5);
        assertThat(fault(put(center.client(), "0".repeat(64), PDF, file))).isEqualTo("HASH");
        assertThat(fault(put(center.client(), Sm3.hex(file), "image/png", file)))
                .isEqualTo("TYPE_DIFFERS");
        byte[] html = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        assertThat(fault(put(center.client(), Sm3.hex(html), PDF, html))).isEqualTo("TYPE_UNKNOWN");
        assertThat(fault(put(center.client(), Sm3.hex(), PDF, new byte[0]))).isEqualTo("EMPTY");
        put(center.client(), Sm3.hex(html), "text/html", html).expectProblem(415, "MEDIA_TYPE");
        put(center.client(), Sm3.hex(html), "application/zip", html).expectProblem(415, "MEDIA_TYPE");
        put(center.client(), "xyz", PDF, file).expectProblem(400, "BAD_REQUEST");

        assertThat(own()).isEmpty();
    }

    private static String fault(Answer answer) {
        JsonNode problem = answer.expectProblem(422, "ATTACHMENT_REFUSED").json();
        assertThat(problem.path("message").stringValue()).isNotBlank();
        return problem.path("fault").stringValue();
    }

    @Test
    void refusesABomb() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(new byte[20 << 20]);
        }
        String docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

        assertThat(fault(put(center.client(), Sm3.hex(bomb.toByteArray()), docx, bomb.toByteArray())))
                .isEqualTo("EXPANDS");
    }

    @Test
    void refusesALongFileBeforeItComesIn() throws Exception {
        try (Socket socket = connected()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(Sm3.hex(), 100L * 1024 * 1024 + 1).getBytes(US_ASCII));
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    private Socket connected() throws IOException {
        return new Socket(
                gateway.anonymous().gateway().getHost(),
                gateway.anonymous().gateway().getPort());
    }

    private String head(String sm3, long length) {
        return "PUT " + PATH + "/" + sm3 + " HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer "
                + center.client().apiKey() + "\r\nContent-Type: application/pdf\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        byte[] file = pdf(6);
        try (Socket socket = connected()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(Sm3.hex(file), file.length).getBytes(US_ASCII));
            out.write(file, 0, 300_000);
            out.flush();
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .as("the container's own word for half a body")
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"BAD_REQUEST\"");
        }
        try (Socket gone = connected()) {
            gone.getOutputStream().write(head(Sm3.hex(file), file.length).getBytes(US_ASCII));
            gone.getOutputStream().write(file, 0, 300_000);
        }

        assertThat(own()).isEmpty();
        await().untilAsserted(() -> {
            try (Stream<Path> left = Files.list(gateway.home().resolve("run"))) {
                assertThat(left.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
            }
        });
        put(file).expect(201);
    }

    /** As if the record that waits were one of proof material, for a platform that takes files. */
    private void letItGoWith(JsonNode transfer, byte[] file) {
        UUID id = UUID.fromString(transfer.path("transferId").stringValue());
        gateway.sql()
                .update(
                        """
                        INSERT INTO attachment_reference SELECT t.submission, a.id FROM transfer t, attachment a
                        WHERE t.id = ? AND a.sm3 = ? AND a.center = t.center
                        """,
                        id,
                        Sm3.hex(file));
        gateway.sql().update("UPDATE attachment SET unused_since = NULL WHERE sm3 = ?", Sm3.hex(file));
        gateway.sql()
                .update(
                        "UPDATE transfer_content SET decision = jsonb_set(decision, '{payload}',"
                                + " (decision -> 'payload') || '[{\"step\": \"attachment\"}]') WHERE id = ?",
                        id);
    }

    @Test
    void anOfficerReadsTheFileThatWouldLeave() {
        gateway.putInForce(gateway.agreementOf(center)
                .with(a -> ((ArrayNode) a.at("/permission/0/duties_pre")).add("human_approval"))
                .bytes());
        byte[] file = pdf(20);
        put(file).expect(201);
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "WAITING");
        String approval = "/api/v1/approvals/" + transfer.path("transferId").stringValue();
        assertThat(gateway.officer()
                        .get(approval)
                        .expect(200)
                        .json()
                        .path("file")
                        .isNull())
                .isTrue();
        gateway.officer().get(approval + "/file").expectProblem(404, "NOT_FOUND");

        letItGoWith(transfer, file);

        JsonNode shown = gateway.officer().get(approval).expect(200).json().path("file");
        assertThat(shown.path("sm3").stringValue()).isEqualTo(Sm3.hex(file));
        assertThat(shown.path("bytes").intValue()).isEqualTo(file.length);
        assertThat(shown.path("mediaType").stringValue()).isEqualTo(PDF);
        assertThat(shown.path("fileName").stringValue()).isEqualTo(Sm3.hex(file) + ".pdf");
        assertThat(gateway.officer().get(approval + "/file").expect(200).body()).isEqualTo(file);
        assertThat(gateway.sql()
                        .queryForObject(
                                "SELECT count(*)::int FROM operator_act WHERE action = 'open-attachment' AND target = ?",
                                Integer.class,
                                transfer.path("transferId").stringValue()))
                .isEqualTo(1);
        center.client().get(approval + "/file").expectProblem(403, "NOT_ALLOWED");
        center.client().delete(PATH + "/" + Sm3.hex(file)).expectProblem(409, "WRONG_STATE");
    }

    @Test
    void deletesWhatNoRecordNames() {
        byte[] file = pdf(7);
        put(file).expect(201);

        center.client().delete(PATH + "/" + Sm3.hex(file)).expect(204);

        get(center.client(), file).expectProblem(404, "NOT_FOUND");
        center.client().delete(PATH + "/" + Sm3.hex(file)).expectProblem(404, "NOT_FOUND");
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 3; i++) {
            put(pdf(10 + i)).expect(201);
        }
        JsonNode first = center.client().get(PATH + "?limit=2").expect(200).json();
        JsonNode second = center.client()
                .get(PATH + "?limit=2&after=" + first.get(1).path("sm3").stringValue())
                .expect(200)
                .json();

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        center.client().get(PATH + "?after=" + "0".repeat(64)).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e%2f", "A0", "' OR 1=1"})
    void refusesAddressesThatAreNone(String sm3) {
        assertThat(center.client().get(PATH + "/" + sm3.replace(" ", "%20")).status())
                .isBetween(400, 404);
    }

    @ParameterizedTest
    @EnumSource(AttachmentFault.class)
    void saysInBothLanguagesWhatIsWrong(AttachmentFault fault) {
        MessageSource messages = gateway.context().getBean(MessageSource.class);

        assertThat(messages.getMessage("attachment." + fault, null, Locale.ENGLISH))
                .matches("\\p{ASCII}+");
        assertThat(messages.getMessage("attachment." + fault, null, Locale.CHINESE))
                .containsPattern("\\p{IsHan}");
    }
}
