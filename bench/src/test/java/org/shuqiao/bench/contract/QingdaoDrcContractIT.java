package org.shuqiao.bench.contract;

import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.node.ObjectNode;

/** 青岛市发展改革委 through the district: files. */
@ResourceLock("self_assessment")
class QingdaoDrcContractIT extends RowContract {

    QingdaoDrcContractIT(ContractWorld world) {
        super(world, "qingdao-drc", "self_assessment", "qingdao-2025");
    }

    /** The platform takes 4,000 characters. */
    @Override
    ObjectNode refusedByThePlatformAlone() {
        return record().put("operation", "数字化转型".repeat(850));
    }
}
