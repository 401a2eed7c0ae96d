package org.shuqiao.gateway.cli;

/**
 * A center of the demonstration.
 *
 * @param usci 统一社会信用代码
 * @param region code of GB/T 2260
 */
record DemoCenter(String usci, String name, String region) {
    /** The one that all sample records are of; its platform is that of Qingdao. */
    static final DemoCenter QINGDAO = new DemoCenter("91370212MA3C000039", "青岛市智能家电产业数字化转型赋能中心(演示)", "370212");

    /** Its platform is the capability center. */
    static final DemoCenter CHONGQING = new DemoCenter("91500000MA5U000036", "重庆市装备制造数字化转型促进中心(演示)", "500112");
}
