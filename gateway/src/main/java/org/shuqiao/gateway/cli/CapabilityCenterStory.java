package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;

/**
 * The second platform: many records in one encrypted call, a result for each, receipts in two stages. One record is of a kind that only
 * the platform refuses, which must not hold the others up.
 */
final class CapabilityCenterStory {
    static final String PLATFORM = "capability-center";
    private static final Duration STORED_WITHIN = Duration.ofSeconds(90);
    private static final Set<String> AT_REST = Set.of("STORED", "PARKED", "REJECTED", "DENIED", "QUARANTINED");

    private final Story story;
    private final ApiClient admin;
    private final DemoSetup setup;
    private final DemoRecords records;

    CapabilityCenterStory(Story story, ApiClient admin, DemoSetup setup, DemoRecords records) {
        this.story = story;
        this.admin = admin;
        this.setup = setup;
        this.records = records;
    }

    private record Sent(DemoRecord record, AcceptedSubmission accepted) {}

    /** Returns the center that told it, for its evidence. */
    ApiClient tell(List<Transfer> stored) throws IOException, InterruptedException {
        story.chapter("第二个平台", "A platform that is different in every way: 重庆“经济·产业大脑能力中心”");
        setup.registerCenter();
        story.expect(true, "中心 center  " + DemoCenter.CHONGQING.name() + "  " + DemoCenter.CHONGQING.usci());
        for (AgreementSummary agreement : setup.importAgreements()) {
            story.expect(
                    agreement.status().equalsIgnoreCase("active"),
                    "数据使用协议 agreement  " + agreement.id() + " v" + agreement.version() + ", " + agreement.status());
        }
        ApiClient center = admin.withKey(setup.issueCenterKey());
        List<Sent> sent = new ArrayList<>();
        for (DemoRecord record : records.ofChongqing()) {
            sent.add(new Sent(record, center.submit(record.dataset().id(), record.bytes())));
        }
        Sent refused = submit(center, records.refusedByCapabilityCenter());
        for (Sent each : sent) {
            Optional<Transfer> transfer = atRest(center, each.accepted().submissionId());
            story.expect(
                    transfer.map(CapabilityCenterStory::isStored).orElse(false),
                    name(each) + "  " + told(transfer) + " (SM4 envelope, row of a batch, receipts 接收 and 入库)");
            transfer.filter(CapabilityCenterStory::isStored).ifPresent(stored::add);
        }
        Optional<Transfer> parked = atRest(center, refused.accepted().submissionId());
        story.expect(
                parked.map(transfer -> transfer.state().equals("PARKED")).orElse(false),
                name(refused) + "  " + told(parked) + ": 名称超过60字, its row alone is refused and waits for a person");
        return center;
    }

    private static Sent submit(ApiClient center, DemoRecord record) throws IOException, InterruptedException {
        return new Sent(record, center.submit(record.dataset().id(), record.bytes()));
    }

    /** Waits until it has come to rest; empty where it has not in time. */
    static Optional<Transfer> atRest(ApiClient center, String submission) throws IOException, InterruptedException {
        return Polling.until(STORED_WITHIN, () -> center.submission(submission).transfers().stream()
                .filter(transfer -> transfer.platform().equals(PLATFORM))
                .filter(transfer -> AT_REST.contains(transfer.state()))
                .findFirst());
    }

    static boolean isStored(Transfer transfer) {
        SubmissionStatus.Receipt receipt = transfer.receipt();
        return transfer.state().equals("STORED") && receipt != null && receipt.verified();
    }

    static String told(Optional<Transfer> transfer) {
        return transfer.map(
                        t -> t.state() + (t.reason() == null || t.reason().isEmpty() ? "" : " (" + t.reason() + ")"))
                .orElse("not there within " + STORED_WITHIN.toSeconds() + " s");
    }

    private static String name(Sent sent) {
        return sent.record().dataset().id() + "/" + sent.record().name();
    }
}
