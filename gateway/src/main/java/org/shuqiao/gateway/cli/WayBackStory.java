package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.gateway.cli.SimulatedCapabilityCenter.Answered;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.gateway.cli.WayBackClient.Preview;
import org.shuqiao.mappings.platforms.Platform;
import tools.jackson.databind.JsonNode;

/**
 * Both directions: a center publishes slots and a showcase item; visitors book through the platform, the center decides, and the
 * platform learns of it; content for the center's screens comes in.
 */
final class WayBackStory {
    private static final Duration THERE_WITHIN = Duration.ofSeconds(90);

    private final Story story;
    private final WayBackRecords records;
    private final Platform platform;
    private final SimulatedCapabilityCenter simulated;

    WayBackStory(Story story, WayBackRecords records, Platform platform, SimulatedCapabilityCenter simulated) {
        this.story = story;
        this.records = records;
        this.platform = platform;
        this.simulated = simulated;
    }

    /**
     * What is worth proving.
     *
     * @param bookingMessage id of the message that the platform's signature and ours stand under
     * @param decision the center's answer on its way to the platform
     */
    record Visit(String bookingMessage, Transfer decision) {}

    /** @return empty where the story broke off */
    Optional<Visit> tell(ApiClient center) throws IOException, InterruptedException {
        story.chapter("往返", "Both ways: slot out, booking in, approval out; showcase out and in");
        WayBackClient client = new WayBackClient(center);
        simulated.callBack();
        DemoRecord morning = records.morning();
        publish(center, client, morning);
        DemoRecord booking = records.booking(morning, "-1");
        book(morning, booking);
        Optional<InboxPage.Message> message = collect(client, booking);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        Optional<Transfer> decision = approve(center, client, booking);
        content(client, booking);
        return decision.map(transfer -> new Visit(message.get().id(), transfer));
    }

    private void publish(ApiClient center, WayBackClient client, DemoRecord morning)
            throws IOException, InterruptedException {
        DemoRecord item = records.item();
        preview(client, item);
        for (DemoRecord record : List.of(morning, records.afternoon(), item)) {
            AcceptedSubmission accepted = center.submit(record.dataset().id(), record.bytes());
            arrive(center, accepted.submissionId(), record.dataset().id() + "/" + record.name())
                    .ifPresent(payload -> keepsSecrets(record, payload));
        }
    }

    private void preview(WayBackClient client, DemoRecord item) throws IOException, InterruptedException {
        Preview before = preview(client, item.dataset().id(), item.bytes());
        story.expect(
                before.state().equals("DENIED") && before.reason().equals("CONSENT"),
                "预览 preview  " + before.state() + " (" + before.reason()
                        + "): nothing is shown that its owner did not consent to");
        client.recordConsent(item.dataset().id(), item.json());
        story.expect(
                true,
                "企业授权 the owner's consent is recorded  "
                        + item.json().path("consent_id").stringValue());
        Preview after = preview(client, item.dataset().id(), item.bytes());
        String owner = item.json().path("owner_usci").stringValue();
        String shown = after.fields().stream()
                .map(line -> line.label() + " "
                        + line.values().stream()
                                .map(value -> value.asString(""))
                                .collect(Collectors.joining("、")))
                .collect(Collectors.joining("；"));
        story.expect(
                after.state().equals("READY") && !shown.isEmpty() && !shown.contains(owner),
                "预览 preview  " + after.state() + ", what the platform will show, without the name of the enterprise:");
        story.detail("   ", shown);
    }

    private static Preview preview(WayBackClient client, String dataset, byte[] body)
            throws IOException, InterruptedException {
        return client.preview(dataset, body).stream()
                .filter(preview -> preview.platform().equals(CapabilityCenterStory.PLATFORM))
                .findFirst()
                .orElseThrow(() -> new IOException("no preview for the platform"));
    }

    /** Follows a record to the platform, whose own record is the second witness, and returns what lies there. */
    private Optional<byte[]> arrive(ApiClient center, String submission, String name)
            throws IOException, InterruptedException {
        Optional<Transfer> transfer = CapabilityCenterStory.atRest(center, submission);
        boolean stored =
                transfer.map(CapabilityCenterStory::isStored).orElse(false) && isWitnessed(transfer.orElseThrow());
        story.expect(
                stored,
                name + "  " + CapabilityCenterStory.told(transfer)
                        + ", 平台自己的记录 the platform's own record: once, same SM3");
        return stored ? Optional.of(simulated.payload(transfer.orElseThrow().transferId())) : Optional.empty();
    }

    private boolean isWitnessed(Transfer transfer) throws IOException, InterruptedException {
        List<SimulatedCapabilityCenter.Effect> effects = simulated.effects(transfer.transferId());
        return effects.size() == 1 && effects.get(0).payloadHash().equals(transfer.payloadHash());
    }

    private void keepsSecrets(DemoRecord record, byte[] payload) {
        SecretValues secrets = SecretValues.of(record.dataset(), record.json(), platform);
        if (secrets.count() > 0) {
            story.expect(
                    secrets.occurringIn(payload) == 0,
                    "平台收到的内容 what it received holds none of the record's " + secrets.count() + " secret values");
        }
    }

    private void book(DemoRecord morning, DemoRecord booking) throws IOException, InterruptedException {
        Answered taken = simulated.push(booking);
        story.expect(
                taken.status() == 200 && code(taken).equals("OK") && taken.receiptValid(),
                "预约 a booking for " + WayBackRecords.HEADCOUNT + " is pushed  " + taken.status() + " " + code(taken)
                        + ", and the platform finds our signature under the receipt "
                        + (taken.receiptValid() ? "good" : "WRONG"));
        Answered again = simulated.push(records.booking(morning, "-2"));
        JsonNode free = again.row().path("nextFree");
        story.expect(
                again.status() == 409 && code(again).equals("SLOT_FULL") && !free.isEmpty() && again.receiptValid(),
                "满员 a second one for " + WayBackRecords.HEADCOUNT + ", where " + WayBackRecords.FREE + " were free  "
                        + again.status() + " " + code(again) + ", and where there is room instead:");
        for (JsonNode slot : free) {
            story.detail(
                    slot.path("slotId").asString(""),
                    slot.path("start").asString("") + ", 余 free "
                            + slot.path("free").intValue(0));
        }
        Answered forged = simulated.pushWronglySigned(records.booking(records.afternoon(), "-3"));
        String problem = forged.answer().path("code").asString("");
        story.expect(
                forged.status() == 401 && problem.equals("SENDER_REFUSED"),
                "签名错误 one under a wrong signature  " + forged.status() + " " + problem + ", nothing stored");
    }

    private static String code(Answered answered) {
        return answered.row().path("code").asString("no result");
    }

    private Optional<InboxPage.Message> collect(WayBackClient client, DemoRecord booking)
            throws IOException, InterruptedException {
        Optional<InboxPage.Message> message = unread(client, booking);
        JsonNode payload = message.map(InboxPage.Message::payload).orElse(booking.json());
        JsonNode leader = booking.json().path("leader");
        String shown = payload.toString();
        story.expect(
                message.isPresent()
                        && payload.at("/leader/mobile").asString("").contains("*")
                        && !shown.contains(leader.path("mobile").stringValue())
                        && !shown.contains(leader.path("id_no").stringValue()),
                "收件箱 the center's inbox  "
                        + message.map(there -> "message " + there.seq()).orElse("nothing")
                        + ", the visitor's contact masked and the identity number gone, as agreed:");
        story.detail("   ", shown);
        return message;
    }

    private static Optional<InboxPage.Message> unread(WayBackClient client, DemoRecord record)
            throws IOException, InterruptedException {
        String id = id(record);
        return Polling.until(THERE_WITHIN, () -> client.unread().stream()
                .filter(message -> message.recordId().equals(id))
                .findFirst());
    }

    private Optional<Transfer> approve(ApiClient center, WayBackClient client, DemoRecord booking)
            throws IOException, InterruptedException {
        WayBackClient.Decided decided = client.decide(id(booking), "approve");
        story.expect(
                decided.booking().state().equals("APPROVED"),
                "同意 the center approves  " + decided.booking().state() + ", submission " + decided.submissionId());
        arrive(center, decided.submissionId(), "booking_decision")
                .ifPresent(payload -> story.detail("   ", new String(payload, StandardCharsets.UTF_8)));
        return CapabilityCenterStory.atRest(center, decided.submissionId()).filter(CapabilityCenterStory::isStored);
    }

    /** The inbox then holds the booking and the content, and nothing of what was refused. */
    private void content(WayBackClient client, DemoRecord booking) throws IOException, InterruptedException {
        DemoRecord content = records.content();
        simulated.keepReady(content);
        Optional<InboxPage.Message> message = unread(client, content);
        story.expect(
                message.map(InboxPage.Message::payload)
                        .map(payload ->
                                payload.path("title").equals(content.json().path("title")))
                        .orElse(false),
                "展示内容 content for the center's screens, fetched from the platform's queue  "
                        + content.json().path("title").stringValue());
        List<InboxPage.Message> unread = client.unread();
        List<String> ofThisRun = unread.stream()
                .map(InboxPage.Message::recordId)
                .filter(records::isOfThisRun)
                .toList();
        long last = unread.isEmpty() ? 0 : unread.get(unread.size() - 1).seq();
        boolean both = ofThisRun.equals(List.of(id(booking), id(content)));
        story.expect(
                both && client.acknowledge(last) >= last && client.unread().isEmpty(),
                "签收 acknowledged up to " + last + ": the booking and the content, nothing of what was refused");
    }

    private static String id(DemoRecord record) {
        return record.json().path("record_id").stringValue();
    }
}
