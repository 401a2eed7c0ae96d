package org.shuqiao.bench.contract;

import org.junit.jupiter.api.parallel.ResourceLock;

/** 青岛产业云脑. */
@ResourceLock("center_profile")
class QingdaoBrainContractIT extends SingleCallContract {

    QingdaoBrainContractIT(ContractWorld world) {
        super(world, "qingdao-brain", "industry_report", "rubber-and-plastics");
    }
}
