package org.shuqiao.bench.contract;

/** 青岛产业云脑. */
class QingdaoBrainContractIT extends SingleCallContract {

    QingdaoBrainContractIT(ContractWorld world) {
        super(world, "qingdao-brain", "industry_report", "rubber-and-plastics");
    }
}
