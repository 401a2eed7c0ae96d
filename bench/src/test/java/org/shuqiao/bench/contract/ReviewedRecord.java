package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuqiao.gateway.cli.InboxPage;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.platforms.ReviewChain;
import org.shuqiao.mappings.platforms.ReviewChain.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A record that goes from body to body, comes back with reasons, and is taken as a new version. */
final class ReviewedRecord {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> REASONS = List.of("第三项缺少证明材料", "服务企业数与附件不一致");

    private final PlatformContract contract;
    private final ReviewChain chain;

    ReviewedRecord(PlatformContract contract) {
        this.contract = contract;
        this.chain = contract.platform().descriptor().review().orElseThrow();
    }

    void isTakenOnceCorrected() throws Exception {
        contract.way().leaveToReviewers();
        ObjectNode record = contract.record();
        String submission = contract.submit(record);
        Transfer first = accepted(submission);
        say(first, Role.RECEIVES, "forwarded", List.of());
        contract.awaitTransfer(
                submission,
                transfer -> transfer.state().equals("ACCEPTED")
                        && transfer.reviews().size() == 1);
        say(first, Role.DECIDES, "returned", REASONS);
        Transfer returned =
                contract.awaitTransfer(submission, transfer -> transfer.state().equals("REJECTED"));

        assertThat(returned.reason()).isEqualTo("REVIEW_RETURNED");
        assertThat(returned.reviews())
                .extracting(review -> review.body().id() + " " + review.outcome())
                .containsExactly(body(Role.RECEIVES) + " FORWARDED", body(Role.DECIDES) + " RETURNED");
        assertToldWhy(first);
        assertCorrected(first, contract.submit(record.put("version", 2)));
    }

    private void assertToldWhy(Transfer returned) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(messages(returned)).singleElement().satisfies(told -> {
                            assertThat(told.at("/body/id").stringValue()).isEqualTo(body(Role.DECIDES));
                            assertThat(told.path("reasons").valueStream().map(JsonNode::stringValue))
                                    .containsExactlyElementsOf(REASONS);
                        }));
    }

    private void assertCorrected(Transfer returned, String next) throws Exception {
        Transfer corrected = accepted(next);
        assertThat(corrected.corrects()).isEqualTo(returned.transferId());
        say(corrected, Role.RECEIVES, "forwarded", List.of());
        contract.awaitTransfer(next, transfer -> transfer.reviews().size() == 1);
        say(corrected, Role.DECIDES, "accepted", List.of());
        contract.arrived(next);
    }

    private Transfer accepted(String submission) {
        return contract.awaitTransfer(submission, transfer -> transfer.state().equals("ACCEPTED"));
    }

    private void say(Transfer transfer, Role role, String outcome, List<String> reasons) {
        contract.simulated().review(transfer.transferId(), body(role), outcome, reasons);
    }

    private String body(Role role) {
        return chain.bodies().stream()
                .filter(body -> body.role() == role)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** What the center's inbox says of this transfer. */
    private List<JsonNode> messages(Transfer transfer) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        InboxPage page = contract.world().center().inbox(0);
        while (!page.messages().isEmpty()) {
            page.messages().stream()
                    .map(InboxPage.Message::payload)
                    .filter(Objects::nonNull)
                    .filter(told -> told.path("transfer").asString("").equals(transfer.transferId()))
                    .forEach(found::add);
            page = contract.world().center().inbox(page.next());
        }
        return found;
    }
}
