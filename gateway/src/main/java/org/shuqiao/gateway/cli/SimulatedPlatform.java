package org.shuqiao.gateway.cli;

import java.util.Arrays;
import java.util.List;

/** The platforms that the simulators stand in for, in the order of the demonstration. */
enum SimulatedPlatform {
    QINGDAO("qingdao", "青岛市公共数据服务平台(模拟)"),
    QINGDAO_DRC("qingdao-drc", "青岛市发展和改革委员会(模拟)"),
    QINGDAO_BRAIN("qingdao-brain", "青岛产业云脑(模拟)"),
    CHONGQING_DRC("chongqing-drc", "重庆市发展和改革委员会(模拟)"),
    CHONGQING_EIC("chongqing-eic", "重庆市经济和信息化委员会(模拟)"),
    CAPABILITY_CENTER("capability-center", "重庆市经济·产业大脑能力中心(模拟)"),
    SHANXI("shanxi", "山西省数字化转型促进中心系统(模拟)"),
    JIANGXI("jiangxi", "江西省数字化转型促进中心管理系统(模拟)"),
    NATIONAL("national", "国家数据共享交换平台(模拟)");

    private final String id;
    private final String certifiedAs;

    SimulatedPlatform(String id, String certifiedAs) {
        this.id = id;
        this.certifiedAs = certifiedAs;
    }

    String id() {
        return id;
    }

    /** The name in its development certificate. */
    String certifiedAs() {
        return certifiedAs;
    }

    /** Whether calls or files to it are signed as a whole, beside the statement of each transfer. */
    boolean isSignedTo() {
        return this == CAPABILITY_CENTER || this == QINGDAO_DRC || this == CHONGQING_DRC;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(SimulatedPlatform::id).toList();
    }
}
