package org.shuqiao.bench.contract;

/** 青岛市公共数据服务平台. */
class QingdaoContractIT extends SingleCallContract {

    QingdaoContractIT(ContractWorld world) {
        super(world, "qingdao", "activity", "training");
    }
}
