package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.ledger.ClaimedTransfer;

class BatchesTest {
    private static final Map<String, String> MEMBERS =
            Map.of("batch", "batchId", "rows", "rows", "key", "rowKey", "content", "content");

    @Test
    void isOneTransferACallWhereThePlatformTakesNoMore() {
        assertThat(sizes(Batches.over(new Transport.Http(), false), transfers(3, "activity", 10)))
                .containsExactly(1, 1, 1);
    }

    @Test
    void fillsCallsUpToTheRowsThatThePlatformTakes() {
        assertThat(sizes(batches(500, 1 << 22), transfers(1203, "activity", 10)))
                .containsExactly(500, 500, 203);
        assertThat(sizes(batches(500, 1 << 22), transfers(500, "activity", 10))).containsExactly(500);
        assertThat(sizes(batches(500, 1 << 22), List.of())).isEmpty();
    }

    /** A center hands in records, and not deliveries: what is more than agreed for one call goes in the next. */
    @Test
    void case21FiveThousandAndOneRowsNeverLeaveInOneCall() {
        assertThat(sizes(batches(10_000, 1 << 30), transfers(5_001, "activity", 10), 5_000))
                .containsExactly(5_000, 1);
        assertThat(sizes(batches(500, 1 << 30), transfers(5_001, "activity", 10), 5_000))
                .hasSize(11)
                .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(500));
    }

    @Test
    void fillsCallsUpToTheBytesThatThePlatformTakes() {
        assertThat(sizes(batches(500, 50_000), transfers(10, "activity", 9_000)))
                .containsExactly(3, 3, 3, 1);
    }

    @Test
    void sendsWhatIsTooLongForACallAlone() {
        List<ClaimedTransfer> transfers = new ArrayList<>(transfers(1, "activity", 10));
        transfers.addAll(transfers(1, "activity", 60_000));
        transfers.addAll(transfers(1, "activity", 10));

        assertThat(sizes(batches(500, 50_000), transfers)).containsExactly(1, 1, 1);
    }

    @Test
    void keepsDatasetsApartAndTheOrderOfTheirAge() {
        List<ClaimedTransfer> transfers = new ArrayList<>(transfers(4, "diagnosis_report", 10));
        transfers.addAll(transfers(4, "activity", 10));
        Collections.shuffle(transfers, new Random(3));

        List<List<ClaimedTransfer>> calls = batches(500, 1 << 22).calls(transfers, Integer.MAX_VALUE);

        assertThat(calls).extracting(call -> call.get(0).dataset()).containsExactly("activity", "diagnosis_report");
        assertThat(calls).allSatisfy(call -> assertThat(call)
                .hasSize(4)
                .extracting(ClaimedTransfer::id)
                .isSorted());
    }

    private static Batches batches(int maxRows, int maxBytes) {
        return Batches.over(new Transport.HttpBatch(maxRows, maxBytes, MEMBERS), true);
    }

    private static List<Integer> sizes(Batches batches, List<ClaimedTransfer> transfers) {
        return sizes(batches, transfers, Integer.MAX_VALUE);
    }

    private static List<Integer> sizes(Batches batches, List<ClaimedTransfer> transfers, int rows) {
        return batches.calls(transfers, rows).stream().map(List::size).toList();
    }

    private static List<ClaimedTransfer> transfers(int count, String dataset, int payloadBytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ClaimedTransfer(
                        new UUID(1, i),
                        1,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "p",
                        dataset,
                        new byte[payloadBytes],
                        "application/json",
                        new byte[500],
                        new byte[71],
                        new byte[1000],
                        null))
                .toList();
    }
}
