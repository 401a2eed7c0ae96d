package org.shuqiao.bench.contract;

import java.util.Map;

/** 青岛市公共数据服务平台. */
class QingdaoContractIT extends PlatformContract {
    private final Way way;

    QingdaoContractIT(ContractWorld world) {
        super(world, "qingdao", "activity", "training");
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
