package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What platforms keep that are not called: rows are laid down at a place, and receipts are collected there. */
abstract class RowContract extends PlatformContract {
    private final Way way;

    RowContract(ContractWorld world, String id, String dataset, String sample) {
        super(world, id, dataset, sample);
        this.way = new RowWay(simulated());
    }

    @Override
    Map<Case, String> skips() {
        return Map.of(
                Case.SIGNATURE_VECTOR,
                "nothing is called; whoever lays rows down has logged in at the place, and each row is signed",
                Case.CLOCK_SKEW,
                "only a call has a time stamp",
                Case.DUPLICATE,
                "rows go out again when no receipt has come within collect.patienceMs, a day here; CollectRouteTest does so in a second");
    }

    @Override
    Way way() {
        return way;
    }

    /** What was put aside is not said again before rows go out again, so the transfer still waits for a receipt. */
    @Override
    void afterDoubt(String submission) throws Exception {
        assertThat(transfers(submission)).singleElement().satisfies(transfer -> {
            assertThat(transfer.state()).isEqualTo("UNKNOWN");
            assertThat(transfer.receipt()).isNull();
        });
    }
}
