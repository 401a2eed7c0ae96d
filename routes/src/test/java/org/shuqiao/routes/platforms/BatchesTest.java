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
import org.shuqiao.mappings.Transport;
import org.shuqiao.routes.ledger.ClaimedTransfer;

class BatchesTest {
    private static final Map<String, String> MEMBERS =
            Map.of("batch", "batchId", "rows", "rows", "key", "rowKey", "content", "content");

    @Test
    void isOneTransferACallWhereThePlatformTakesNoMore() {
        assertThat(Batches.over(new Transport.Http()).of(transfers(3, "activity", 10)))
                .extracting(batch -> batch.transfers().size())
                .containsExactly(1, 1, 1);
    }

    @Test
    void fillsCallsUpToTheRowsThatThePlatformTakes() {
        assertThat(sizes(batches(500, 1 << 22), transfers(1203, "activity", 10)))
                .containsExactly(500, 500, 203);
        assertThat(sizes(batches(500, 1 << 22), transfers(500, "activity", 10))).containsExactly(500);
        assertThat(sizes(batches(500, 1 << 22), List.of())).isEmpty();
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

        List<Batch> batches = batches(500, 1 << 22).of(transfers);

        assertThat(batches).extracting(Batch::dataset).containsExactly("activity", "diagnosis_report");
        assertThat(batches).allSatisfy(batch -> assertThat(batch.transfers())
                .hasSize(4)
                .extracting(ClaimedTransfer::id)
                .isSorted());
    }

    private static Batches batches(int maxRows, int maxBytes) {
        return Batches.over(new Transport.HttpBatch(maxRows, maxBytes, MEMBERS));
    }

    private static List<Integer> sizes(Batches batches, List<ClaimedTransfer> transfers) {
        return batches.of(transfers).stream()
                .map(batch -> batch.transfers().size())
                .toList();
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
