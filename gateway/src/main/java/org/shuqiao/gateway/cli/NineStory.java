package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.gateway.cli.SubmissionStatus.Receipt;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.mappings.platforms.Transport;

/**
 * The year of one center, reported to every platform: what it did, whom it diagnosed, what it says of itself. It submits each record once;
 * each goes to all who take such records, by the way on which each is reached.
 */
final class NineStory {
    private static final Duration ARRIVED_WITHIN = Duration.ofMinutes(3);
    private static final Set<String> AT_REST =
            Set.of("STORED", "PARKED", "REJECTED", "DENIED", "QUARANTINED", "ABANDONED");

    private final Story story;
    private final ApiClient admin;
    private final DevelopmentKeys keys;
    private final SecureRandom random;
    private final DemoRecords records;
    private final Platforms platforms;
    private final List<String> reached;

    /** @param reached ids of the platforms that the gateway has a way to */
    NineStory(
            Story story,
            ApiClient admin,
            DevelopmentKeys keys,
            SecureRandom random,
            DemoRecords records,
            Platforms platforms,
            List<String> reached) {
        this.story = story;
        this.admin = admin;
        this.keys = keys;
        this.random = random;
        this.records = records;
        this.platforms = platforms;
        this.reached = reached;
    }

    void tell() throws IOException, InterruptedException {
        ApiClient center = agree();
        List<String> submissions = submit(center);
        story.chapter("回执", "A receipt of every platform");
        for (String id : reached) {
            receipts(center, platforms.find(id).orElseThrow(), submissions);
        }
    }

    private ApiClient agree() throws IOException, InterruptedException {
        story.chapter("协议", "One center, an agreement with each platform: " + DemoCenter.QINGDAO.name());
        String key = "";
        for (String id : reached) {
            DemoSetup setup = DemoSetup.ofAny(admin, keys, id, random);
            setup.registerCenter();
            for (AgreementSummary agreement : setup.importAgreements()) {
                story.expect(
                        agreement.status().equalsIgnoreCase("active"),
                        name(id) + "  " + agreement.id() + " v" + agreement.version() + ", " + agreement.status());
            }
            key = setup.issueCenterKey();
        }
        return admin.withKey(key);
    }

    private List<String> submit(ApiClient center) throws IOException, InterruptedException {
        story.chapter("报送", "The year of the center, each record once");
        List<String> submissions = new ArrayList<>();
        for (DemoRecord record : records.ofTheYear()) {
            AcceptedSubmission accepted = center.submit(record.dataset().id(), record.bytes());
            story.expect(true, record.dataset().id() + "/" + record.name() + "  202");
            submissions.add(accepted.submissionId());
        }
        return submissions;
    }

    private void receipts(ApiClient center, Platform platform, List<String> submissions)
            throws IOException, InterruptedException {
        if (platform.descriptor().transport() instanceof Transport.Offline) {
            paper(center, platform, submissions);
            return;
        }
        List<Transfer> transfers = new ArrayList<>();
        for (String submission : submissions) {
            atRest(center, submission, platform.id()).ifPresent(transfers::add);
        }
        List<Transfer> stored =
                transfers.stream().filter(CapabilityCenterStory::isStored).toList();
        Receipt receipt = stored.isEmpty() ? null : stored.get(0).receipt();
        story.expect(
                receipt != null && stored.size() == transfers.size(),
                name(platform.id()) + "  " + way(platform) + ", " + stored.size() + "/" + transfers.size()
                        + " 入库 stored"
                        + (receipt == null ? "" : ", 回执 receipt " + receipt.receiptId() + " (SM2 verified)"));
        transfers.stream()
                .filter(transfer -> !CapabilityCenterStory.isStored(transfer))
                .forEach(transfer -> story.detail("   ", CapabilityCenterStory.told(Optional.of(transfer))));
    }

    /** No signature of the platform's: two officers say so, and nobody calls it a receipt that was signed. */
    private void paper(ApiClient center, Platform platform, List<String> submissions)
            throws IOException, InterruptedException {
        List<String> ready = new ArrayList<>();
        for (String submission : submissions) {
            prepared(center, submission, platform.id())
                    .filter(transfer -> transfer.state().equals("READY"))
                    .ifPresent(transfer -> ready.add(transfer.transferId()));
        }
        new PaperStory(story, DemoOfficers.appoint(admin)).tell(platform.id(), ready);
        int stored = 0;
        for (String submission : submissions) {
            boolean entered = transfer(center.submission(submission), platform.id())
                    .filter(transfer -> transfer.state().equals("STORED"))
                    .isPresent();
            stored += entered ? 1 : 0;
        }
        story.expect(
                stored == ready.size() && stored > 0,
                name(platform.id()) + "  " + way(platform) + ", " + stored + "/" + ready.size()
                        + " 入库 stored, 两名安全员确认的纸质回执 on paper, the word of two officers");
    }

    /** Waits until it has come to rest, and tells where it is then; empty where the platform takes no such records. */
    private static Optional<Transfer> atRest(ApiClient center, String submission, String platform)
            throws IOException, InterruptedException {
        Optional<Transfer> rested = Polling.until(ARRIVED_WITHIN, () -> {
                    SubmissionStatus status = center.submission(submission);
                    Optional<Transfer> transfer = transfer(status, platform);
                    boolean done = transfer.map(one -> AT_REST.contains(one.state()))
                            .orElse(!status.transfers().isEmpty());
                    return done ? Optional.of(transfer) : Optional.empty();
                })
                .orElse(Optional.empty());
        return rested.isPresent() ? rested : transfer(center.submission(submission), platform);
    }

    /** Waits until the submission is prepared; empty where the platform takes no such records. */
    private static Optional<Transfer> prepared(ApiClient center, String submission, String platform)
            throws IOException, InterruptedException {
        Polling.until(ARRIVED_WITHIN, () -> Optional.of(center.submission(submission))
                .filter(status -> !status.transfers().isEmpty()
                        && transfer(status, platform)
                                .map(transfer -> !transfer.state().equals("PENDING"))
                                .orElse(true)));
        return transfer(center.submission(submission), platform);
    }

    private static Optional<Transfer> transfer(SubmissionStatus status, String platform) {
        return status.transfers().stream()
                .filter(transfer -> transfer.platform().equals(platform))
                .findFirst();
    }

    private String name(String platform) {
        return platforms.find(platform).orElseThrow().descriptor().name().zh();
    }

    private static String way(Platform platform) {
        return platform.descriptor()
                .call()
                .map(call -> "HTTP, family " + call.getClass().getSimpleName())
                .orElseGet(() -> platform.descriptor().transport().getClass().getSimpleName());
    }
}
