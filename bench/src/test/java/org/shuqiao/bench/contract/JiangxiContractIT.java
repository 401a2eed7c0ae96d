package org.shuqiao.bench.contract;

/** 江西省工业和信息化厅, through the managing unit. */
class JiangxiContractIT extends SingleCallContract {

    JiangxiContractIT(ContractWorld world) {
        super(world, "jiangxi", "self_assessment", "qingdao-2025");
    }
}
