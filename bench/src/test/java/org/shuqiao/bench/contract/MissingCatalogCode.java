package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.platforms.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agreement of another center with codes of no catalogue: nothing leaves under it. */
final class MissingCatalogCode {
    private static final String NO_CATALOGUE = "0000000000/000000";
    private static final Duration SOON = Duration.ofMinutes(2);

    private MissingCatalogCode() {}

    /** @param record of the first center */
    static void isRefused(ContractWorld world, Platform platform, String dataset, ObjectNode record) throws Exception {
        world.putInForce(platform.id(), agreement(platform));
        ApiClient other = world.otherCenter();
        record.put("center_id", OtherCenter.USCI);
        String submission = other.submit(dataset, JsonMapper.shared().writeValueAsBytes(record))
                .submissionId();
        Transfer denied = await().atMost(SOON)
                .until(() -> transfer(other, submission, platform.id()), found -> !found.isEmpty() && isAtRest(found))
                .get(0);
        assertThat(denied.state()).isEqualTo("DENIED");
        assertThat(denied.reason()).isEqualTo("CATALOG_CODE");
        if (platform.descriptor().transport().isCollected()
                || platform.descriptor().call().isPresent()) {
            assertThat(world.simulated(platform.id()).effects(denied.transferId()))
                    .isEmpty();
        }
    }

    private static boolean isAtRest(List<Transfer> found) {
        return !found.get(0).state().equals("PENDING");
    }

    private static List<Transfer> transfer(ApiClient center, String submission, String platform)
            throws IOException, InterruptedException {
        return center.submission(submission).transfers().stream()
                .filter(one -> one.platform().equals(platform))
                .toList();
    }

    private static ObjectNode agreement(Platform platform) {
        ObjectNode agreement = (ObjectNode) JsonMapper.shared().readTree(platform.sampleAgreement());
        agreement.put("id", "no-catalogue-" + platform.id());
        agreement.withObject("/provider").put("usci", OtherCenter.USCI);
        for (JsonNode permission : agreement.path("permission")) {
            if (permission instanceof ObjectNode one) {
                one.put("catalog_code", NO_CATALOGUE).putObject("scope");
            }
        }
        return agreement;
    }

    /** A center that has no other agreements. */
    static final class OtherCenter {
        static final String USCI = "91360100MA35H0018M";
        static final String NAME = "江西示范中心";
        static final String REGION = "360100";

        private OtherCenter() {}
    }
}
