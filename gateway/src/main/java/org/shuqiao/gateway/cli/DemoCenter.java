package org.shuqiao.gateway.cli;

/** The center that all sample records are of. */
final class DemoCenter {
    static final String USCI = "91370212MA3C000039";
    static final String NAME = "青岛市智能家电产业数字化转型赋能中心(演示)";
    static final String REGION = "370212";

    private DemoCenter() {}
}
