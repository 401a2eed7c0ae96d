package org.shuqiao.bench.contract;

import java.util.Map;

/** A platform that is called with one payload at a time. */
abstract class SingleCallContract extends PlatformContract {
    private final Way way;

    SingleCallContract(ContractWorld world, String id, String dataset, String sample) {
        super(world, id, dataset, sample);
        this.way = new HttpWay(platform(), simulated());
    }

    @Override
    Map<Case, String> skips() {
        return Map.of(
                Case.BATCH, "one payload travels in a call",
                Case.PARTIAL_FAILURE, "one payload travels in a call, so none stands beside another");
    }

    @Override
    Way way() {
        return way;
    }
}
