package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.gateway.cli.SimulatedCapabilityCenter.Answered;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;

/** Fills the console with a day of two centers: reports that arrived, and something to do for an officer and for a center. */
final class DayStory {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final Set<String> DONE = Set.of("STORED", "QUARANTINED", "PARKED", "DENIED");
    /** Nothing goes to it by wire. */
    static final String PAPER_PLATFORM = "chongqing-drc";
    /** To the platform of the other center. */
    private static final String NOT_AGREED = "DENIED";

    private static final int FIRST_VISITORS = 8;
    private static final int MORE_VISITORS = 6;
    private static final int VISITS = 3;

    private final Story story;
    private final ApiClient qingdao;
    private final ApiClient chongqing;
    private final DemoSetup paper;
    private final DayRecords records;
    private final SimulatedCapabilityCenter simulated;

    private DayStory(
            Story story,
            ApiClient qingdao,
            ApiClient chongqing,
            DemoSetup paper,
            DayRecords records,
            SimulatedCapabilityCenter simulated) {
        this.story = story;
        this.qingdao = qingdao;
        this.chongqing = chongqing;
        this.paper = paper;
        this.records = records;
        this.simulated = simulated;
    }

    /** Issues a key to each center; both are registered, and their agreements in force. */
    static DayStory between(
            Story story,
            ApiClient admin,
            DevelopmentKeys keys,
            SecureRandom random,
            DayRecords records,
            SimulatedCapabilityCenter simulated)
            throws IOException, InterruptedException {
        DemoSetup paper = DemoSetup.ofChongqing(admin, keys, PAPER_PLATFORM, random);
        return new DayStory(
                story,
                admin.withKey(new DemoSetup(admin, keys, random).issueCenterKey()),
                admin.withKey(paper.issueCenterKey()),
                paper,
                records,
                simulated);
    }

    void tell() throws IOException, InterruptedException {
        story.chapter("一天", "A day of two centers, for the console");
        int arrived =
                report(qingdao, records.ofQingdao(), "STORED") + report(chongqing, records.ofChongqing(), "STORED");
        int all = records.ofQingdao().size() + records.ofChongqing().size();
        story.expect(arrived == all, "报送 reported by two centers, stored by their platforms  " + arrived + "/" + all);
        int held = report(qingdao, records.careless(), "QUARANTINED");
        story.expect(held == records.careless().size(), "隔离 waiting for a security officer  " + held);
        paper.importAgreements();
        int bound = report(chongqing, records.onPaper(), "READY");
        story.expect(bound == records.onPaper().size(), "离线包 waiting to be carried to the commission  " + bound);
        story.expect(visits() == VISITS, "预约 visits that wait for the center's word  " + VISITS);
    }

    /** @return how many came to this state; tells where the others are */
    private int report(ApiClient center, List<DemoRecord> day, String state) throws IOException, InterruptedException {
        List<String> submissions = new ArrayList<>();
        for (DemoRecord record : day) {
            submissions.add(center.submit(record.dataset().id(), record.bytes()).submissionId());
        }
        int there = 0;
        for (String submission : submissions) {
            Polling.until(WITHIN, () -> Optional.of(center.submission(submission))
                    .filter(told -> !told.transfers().isEmpty()
                            && told.transfers().stream()
                                    .allMatch(one -> DONE.contains(one.state())
                                            || one.state().equals(state))));
            for (Transfer transfer : center.submission(submission).transfers()) {
                if (transfer.state().equals(state)) {
                    there++;
                } else if (!transfer.state().equals(NOT_AGREED)) {
                    story.detail(transfer.platform(), CapabilityCenterStory.told(Optional.of(transfer)));
                }
            }
        }
        return there;
    }

    private int visits() throws IOException, InterruptedException {
        List<DemoRecord> slots = records.slots();
        report(chongqing, slots, "STORED");
        int taken = 0;
        for (int i = 0; i < VISITS; i++) {
            Answered answered = simulated.push(records.booking(slots.get(i), FIRST_VISITORS + i * MORE_VISITORS));
            taken += answered.row().path("code").asString("").equals("OK") ? 1 : 0;
        }
        return taken;
    }
}
