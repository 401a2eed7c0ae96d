package org.shuqiao.bench.contract;

import org.junit.jupiter.api.parallel.ResourceLock;

/** 江西省工业和信息化厅, through the managing unit. */
@ResourceLock("self_assessment")
class JiangxiContractIT extends SingleCallContract {

    JiangxiContractIT(ContractWorld world) {
        super(world, "jiangxi", "self_assessment", "qingdao-2025");
    }
}
