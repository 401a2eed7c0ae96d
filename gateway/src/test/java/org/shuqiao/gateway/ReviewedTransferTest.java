package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import tools.jackson.databind.JsonNode;

/** What a center and an operator see of a review. */
class ReviewedTransferTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static SubmissionResponse.Transfer shown(String reviews, UUID corrects) {
        return SubmissionResponse.Transfer.of(
                new TransferView(
                        new UUID(1, 2),
                        new UUID(1, 1),
                        "91500000MA5U000036",
                        "chongqing-drc",
                        "REJECTED",
                        "REVIEW_RETURNED",
                        1,
                        NOW,
                        NOW,
                        "{}",
                        "[]",
                        null,
                        reviews,
                        corrects,
                        null,
                        null),
                null);
    }

    @Test
    void showsWhatEachBodySaidAndWhichTransferThisOneCorrects() {
        SubmissionResponse.Transfer transfer = shown(
                """
                [{"body":{"id":"district","zh":"区县","en":"District"},"outcome":"RETURNED","reasons":["缺证明材料"],"at":"2026-06-01T00:00:00Z"}]
                """,
                new UUID(1, 0));

        assertThat(transfer.reviews().at("/0/body/zh").stringValue()).isEqualTo("区县");
        assertThat(transfer.reviews().at("/0/reasons/0").stringValue()).isEqualTo("缺证明材料");
        assertThat(transfer.corrects()).isEqualTo(new UUID(1, 0));
        JsonNode forOperators = transfer.withoutReasonsOfReviews().reviews();
        assertThat(forOperators.at("/0/outcome").stringValue()).isEqualTo("RETURNED");
        assertThat(forOperators.at("/0/at").stringValue()).isNotBlank();
        assertThat(forOperators.at("/0").has("reasons")).isFalse();
        assertThat(transfer.reviews().at("/0").has("reasons")).isTrue();
    }

    @Test
    void showsAnEmptyListWhereNobodyHasReviewed() {
        SubmissionResponse.Transfer transfer = shown(null, null);

        assertThat(transfer.reviews().isArray()).isTrue();
        assertThat(transfer.reviews()).isEmpty();
        assertThat(transfer.corrects()).isNull();
    }
}
