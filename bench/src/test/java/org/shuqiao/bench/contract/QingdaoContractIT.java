package org.shuqiao.bench.contract;

import org.junit.jupiter.api.parallel.ResourceLock;

/** 青岛市公共数据服务平台. */
@ResourceLock("activity")
class QingdaoContractIT extends SingleCallContract {

    QingdaoContractIT(ContractWorld world) {
        super(world, "qingdao", "activity", "training");
    }
}
