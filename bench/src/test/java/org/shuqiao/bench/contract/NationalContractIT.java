package org.shuqiao.bench.contract;

/** 国家数据共享交换平台. */
class NationalContractIT extends SingleCallContract {

    NationalContractIT(ContractWorld world) {
        super(world, "national", "report_ref", "auto-parts-study");
    }
}
