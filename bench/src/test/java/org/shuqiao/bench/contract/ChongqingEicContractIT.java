package org.shuqiao.bench.contract;

import tools.jackson.databind.node.ObjectNode;

/** 重庆市经济信息委: an exchange table. */
class ChongqingEicContractIT extends RowContract {

    ChongqingEicContractIT(ContractWorld world) {
        super(world, "chongqing-eic", "work_summary", "chongqing-2025");
    }

    /** The platform takes 4,000 characters. */
    @Override
    ObjectNode refusedByThePlatformAlone() {
        return record().put("activities", "数字化转型".repeat(850));
    }
}
