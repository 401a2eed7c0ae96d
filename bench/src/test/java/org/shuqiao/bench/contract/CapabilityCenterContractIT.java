package org.shuqiao.bench.contract;

import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.node.ObjectNode;

/** 重庆市经济·产业大脑能力中心. */
@ResourceLock("activity")
class CapabilityCenterContractIT extends PlatformContract {
    private final Way way;

    CapabilityCenterContractIT(ContractWorld world) {
        super(world, "capability-center", "activity", "training");
        this.way = new HttpWay(platform(), simulated());
    }

    @Override
    Map<Case, String> skips() {
        return Map.of(
                Case.SIGNATURE_VECTOR,
                "SM2 signs with a fresh number each time; FamilyDCallTest holds the signed text, and the simulator verifies the signature");
    }

    @Override
    Way way() {
        return way;
    }

    /** The platform takes 60 characters. */
    @Override
    ObjectNode refusedByThePlatformAlone() {
        return record().put("title", "装备制造产业链数字化转型供需对接会".repeat(5));
    }
}
