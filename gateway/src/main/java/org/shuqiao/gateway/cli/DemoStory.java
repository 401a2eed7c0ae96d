package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.platforms.Platform;

/**
 * The story: a center registers, submits its samples, a wrong record and a careless one, and follows each to its end. Everything goes
 * through the public interface; the platform's own record is the second witness.
 */
final class DemoStory {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final Set<String> ON_ITS_WAY =
            Set.of("PENDING", "WAITING", "READY", "SENDING", "UNKNOWN", "ACCEPTED");
    private static final String SECRET_WORD = "海蓝七号配方";

    private final Story story;
    private final ApiClient admin;
    private final DemoSetup setup;
    private final DemoRecords records;
    private final Platform platform;
    private final PlatformRecord platformRecord;
    private final EvidenceCheck evidenceCheck;
    private final CapabilityCenterStory second;
    private final WayBackStory wayBack;
    private final Path home;

    DemoStory(
            Story story,
            ApiClient admin,
            DevelopmentKeys keys,
            SecureRandom random,
            DemoRecords records,
            Platform platform,
            PlatformRecord platformRecord,
            EvidenceCheck evidenceCheck,
            WayBackStory wayBack,
            Path home) {
        this.home = home;
        this.wayBack = wayBack;
        this.second = new CapabilityCenterStory(
                story, admin, DemoSetup.ofChongqing(admin, keys, CapabilityCenterStory.PLATFORM, random), records);
        this.story = story;
        this.admin = admin;
        this.setup = new DemoSetup(admin, keys, random);
        this.records = records;
        this.platform = platform;
        this.platformRecord = platformRecord;
        this.evidenceCheck = evidenceCheck;
    }

    private record Sent(DemoRecord record, AcceptedSubmission accepted) {}

    void tell() throws IOException, InterruptedException {
        ApiClient center = admin.withKey(register());
        List<Sent> sent = submit(center);
        refuse(center);
        List<Transfer> arrived = follow(center, sent);
        quarantine(center);
        List<Transfer> storedInTwoStages = new ArrayList<>();
        ApiClient other = second.tell(storedInTwoStages);
        Optional<WayBackStory.Visit> visit = wayBack.tell(other);
        story.chapter("存证", "Prove it without trusting the gateway");
        ProofStory proof = ProofStory.open(story, admin, home);
        evidenceCheck.explain(story);
        for (Transfer transfer : arrived) {
            byte[] zip = proof.prove(center, transfer, 1);
            evidenceCheck.check(story, transfer, zip, platformRecord.payload(transfer.transferId()));
        }
        for (Transfer transfer : storedInTwoStages) {
            proof.prove(other, transfer, 2);
        }
        if (visit.isPresent()) {
            proof.proveMessage(new WayBackClient(other), visit.get().bookingMessage());
            proof.prove(other, visit.get().decision(), 2);
        }
    }

    private String register() throws IOException, InterruptedException {
        story.chapter("登记", "Register a center and its agreement");
        setup.registerCenter();
        story.expect(true, "中心 center  " + DemoCenter.QINGDAO.name() + "  " + DemoCenter.QINGDAO.usci());
        admin.setDictionary(DemoCenter.QINGDAO.usci(), List.of(SECRET_WORD));
        story.expect(true, "中心保密词 secret word of the center  a payload with it would go to quarantine");
        for (AgreementSummary agreement : setup.importAgreements()) {
            story.expect(
                    agreement.status().equalsIgnoreCase("active"),
                    "数据使用协议 agreement  " + agreement.id() + " v" + agreement.version()
                            + ", signed by both parties (SM2), put in force by a second officer (四眼原则), "
                            + agreement.status() + ", SM3 " + agreement.hash());
        }
        return setup.issueCenterKey();
    }

    private List<Sent> submit(ApiClient center) throws IOException, InterruptedException {
        story.chapter("报送", "Submit the sample records");
        List<Sent> sent = new ArrayList<>();
        for (DemoRecord record : records.samples()) {
            AcceptedSubmission accepted = center.submit(record.dataset().id(), record.bytes());
            story.expect(true, name(record) + "  202, submission " + accepted.submissionId());
            sent.add(new Sent(record, accepted));
        }
        return sent;
    }

    private void refuse(ApiClient center) throws IOException, InterruptedException {
        DemoRecord wrong = records.invalid();
        try {
            center.submit(wrong.dataset().id(), wrong.bytes());
            story.expect(false, "an invalid record is refused");
        } catch (ApiRefused refused) {
            Problem problem = refused.problem();
            story.expect(
                    problem.status() == 422 && problem.violations().size() >= 3,
                    "错误记录 a wrong record  " + problem.status() + " " + problem.code() + ", nothing stored:");
            problem.violations().forEach(violation -> story.detail(violation.pointer(), violation.zh()));
        }
    }

    private List<Transfer> follow(ApiClient center, List<Sent> sent) throws IOException, InterruptedException {
        story.chapter(
                "送达", "Follow each record to " + platform.descriptor().name().zh());
        List<Transfer> arrived = new ArrayList<>();
        for (Sent each : sent) {
            Optional<Transfer> settled = settled(center, each.accepted());
            settled.ifPresentOrElse(
                    transfer -> tellTransfer(each.record(), transfer),
                    () -> story.expect(
                            false, name(each.record()) + "  arrives within " + SETTLED_WITHIN.toSeconds() + " s"));
            if (settled.isPresent() && settled.get().state().equals("STORED")) {
                compareWithPlatform(each.record(), settled.get());
                arrived.add(settled.get());
            }
        }
        return arrived;
    }

    private void tellTransfer(DemoRecord record, Transfer transfer) {
        SubmissionStatus.Receipt receipt = transfer.receipt();
        story.expect(
                transfer.state().equals("STORED") && receipt != null && receipt.verified(),
                name(record) + "  " + transfer.state() + reason(transfer)
                        + (receipt == null
                                ? ", no receipt"
                                : ", receipt " + receipt.receiptId()
                                        + (receipt.verified() ? " with a good signature" : " NOT VERIFIED")));
        Labels labels = new Labels(record.dataset());
        story.detail("脱敏 masked  ", labels.transforms(transfer.transforms()));
        story.detail("去除 stripped", labels.stripped(transfer.stripped()));
        story.detail("载荷 payload ", "SM3 " + transfer.payloadHash());
        if (transfer.transforms().isEmpty() || transfer.stripped().isEmpty()) {
            story.expect(false, name(record) + "  something is masked and something is stripped");
        }
    }

    private void compareWithPlatform(DemoRecord record, Transfer transfer) throws IOException, InterruptedException {
        List<PlatformRecord.Effect> effects = platformRecord.effects(transfer.transferId());
        SubmissionStatus.Receipt receipt = transfer.receipt();
        story.expect(
                effects.size() == 1
                        && receipt != null
                        && effects.get(0).receiptId().equals(receipt.receiptId())
                        && effects.get(0).payloadHash().equals(transfer.payloadHash()),
                "平台自己的记录 the platform's own record: received once, same receipt, same SM3");
        byte[] payload = platformRecord.payload(transfer.transferId());
        SecretValues secrets = SecretValues.of(record.dataset(), record.json(), platform);
        story.expect(
                secrets.count() > 0 && secrets.occurringIn(payload) == 0,
                "平台收到的内容 what it received holds none of the record's " + secrets.count() + " secret values:");
        story.detail("   ", new String(payload, StandardCharsets.UTF_8));
    }

    private void quarantine(ApiClient center) throws IOException, InterruptedException {
        story.chapter("隔离", "A mobile number hidden in a public title");
        DemoRecord careless = records.planted();
        story.say("活动名称 title  " + careless.json().path("title").asString(""));
        AcceptedSubmission accepted = center.submit(careless.dataset().id(), careless.bytes());
        Transfer transfer = settled(center, accepted).orElse(null);
        boolean quarantined = transfer != null && transfer.state().equals("QUARANTINED");
        story.expect(
                quarantined,
                "隔离 " + (transfer == null ? "no transfer" : transfer.state() + reason(transfer))
                        + ": nothing leaves until an officer has decided");
        if (transfer == null || !quarantined) {
            return;
        }
        ApiClient officer = admin.withKey(
                admin.issueKey("OFFICER", "demo", DemoOfficers.ONE).apiKey());
        officer.withhold(transfer.transferId(), "活动名称中含有手机号码");
        String state = settled(center, accepted).map(Transfer::state).orElse("nowhere");
        story.expect(state.equals("WITHHELD"), "安全员决定不予放行 the officer withholds it: " + state);
        story.expect(platformRecord.effects(transfer.transferId()).isEmpty(), "平台没有收到 the platform has never seen it");
    }

    /** Waits until the transfer to the platform has come to rest; where it does not, tells where it is then. */
    private Optional<Transfer> settled(ApiClient center, AcceptedSubmission accepted)
            throws IOException, InterruptedException {
        Optional<Transfer> atRest = Polling.until(SETTLED_WITHIN, () -> transfer(center, accepted)
                .filter(transfer -> !ON_ITS_WAY.contains(transfer.state())));
        return atRest.isPresent() ? atRest : transfer(center, accepted);
    }

    private Optional<Transfer> transfer(ApiClient center, AcceptedSubmission accepted)
            throws IOException, InterruptedException {
        return center.submission(accepted.submissionId()).transfers().stream()
                .filter(transfer -> transfer.platform().equals(platform.id()))
                .findFirst();
    }

    private static String name(DemoRecord record) {
        return record.dataset().id() + "/" + record.name();
    }

    private static String reason(Transfer transfer) {
        String reason = transfer.reason();
        return reason == null || reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
