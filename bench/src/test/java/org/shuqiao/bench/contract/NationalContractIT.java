package org.shuqiao.bench.contract;

import java.util.Map;

/** 国家数据共享交换平台. */
class NationalContractIT extends PlatformContract {
    private final Way way;

    NationalContractIT(ContractWorld world) {
        super(world, "national", "report_ref", "auto-parts-study");
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
