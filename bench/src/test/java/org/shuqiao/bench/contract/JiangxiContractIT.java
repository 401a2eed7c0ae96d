package org.shuqiao.bench.contract;

import java.util.Map;

/** 江西省工业和信息化厅, through the managing unit. */
class JiangxiContractIT extends PlatformContract {
    private final Way way;

    JiangxiContractIT(ContractWorld world) {
        super(world, "jiangxi", "self_assessment", "qingdao-2025");
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
