package org.shuqiao.bench.contract;

import java.util.Map;

/** 青岛产业云脑. */
class QingdaoBrainContractIT extends PlatformContract {
    private final Way way;

    QingdaoBrainContractIT(ContractWorld world) {
        super(world, "qingdao-brain", "industry_report", "rubber-and-plastics");
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
