package org.shuqiao.bench.contract;

import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.node.ObjectNode;

/** 山西: a queue. */
@ResourceLock("center_profile")
class ShanxiContractIT extends RowContract {

    ShanxiContractIT(ContractWorld world) {
        super(world, "shanxi", "center_profile", "shanxi-industry");
    }

    /** The platform takes 400 characters. */
    @Override
    ObjectNode refusedByThePlatformAlone() {
        return record().put("build_content", "数字化转型".repeat(90));
    }
}
