package org.shuqiao.routes.platforms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.ledger.CallPlan;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/** Groups claimed transfers into calls, oldest first, as many in each as the platform takes. */
public final class Batches implements CallPlan {
    /** Names of a row's members, its key, and what a CMS has around the certificates. */
    private static final int ROW_OVERHEAD_BYTES = 1024;

    private final int maxRows;
    private final int maxBytes;
    private final boolean encrypts;

    private Batches(int maxRows, int maxBytes, boolean encrypts) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.encrypts = encrypts;
    }

    /** @param encrypts whether the calls are encrypted */
    public static Batches over(Transport transport, boolean encrypts) {
        return new Batches(transport.maxRows(), transport.maxBytes(), encrypts);
    }

    @Override
    public boolean encrypts() {
        return encrypts;
    }

    /** A transfer that alone is longer than a call may be is a call of its own: the platform says what it thinks of it. */
    @Override
    public List<List<ClaimedTransfer>> calls(List<ClaimedTransfer> claimed, int rows) {
        Map<String, List<ClaimedTransfer>> byDataset = claimed.stream()
                .sorted(Comparator.comparing(ClaimedTransfer::id))
                .collect(Collectors.groupingBy(ClaimedTransfer::dataset, TreeMap::new, Collectors.toList()));
        List<List<ClaimedTransfer>> calls = new ArrayList<>();
        byDataset.values().forEach(transfers -> fill(transfers, Math.min(rows, maxRows), calls));
        return calls;
    }

    private void fill(List<ClaimedTransfer> transfers, int maxInCall, List<List<ClaimedTransfer>> calls) {
        List<ClaimedTransfer> rows = new ArrayList<>();
        long bytes = 0;
        for (ClaimedTransfer transfer : transfers) {
            long more = rowBytes(transfer);
            if (!rows.isEmpty() && (rows.size() == maxInCall || bytes + more > maxBytes)) {
                calls.add(List.copyOf(rows));
                rows.clear();
                bytes = 0;
            }
            rows.add(transfer);
            bytes += more;
        }
        calls.add(List.copyOf(rows));
    }

    /** At least as many bytes as the row has in Base64; the chain is counted as its PEM text, which is longer than what a CMS holds. */
    private static long rowBytes(ClaimedTransfer transfer) {
        long plain = (long) transfer.payload().length + transfer.statement().length + transfer.signingChain().length;
        return (plain + 8) / 3 * 4 + ROW_OVERHEAD_BYTES;
    }
}
