package org.shuqiao.bench.console;

/** How somebody looks at the console: language and width of the window in CSS pixels. */
record Look(String language, int width) {
    static final Look DESK = new Look("zh", 1280);
    static final Look PHONE = new Look("zh", 390);

    Look in(String other) {
        return new Look(other, width);
    }

    String locale() {
        return language.equals("zh") ? "zh-CN" : "en-GB";
    }

    int height() {
        return width > 1000 ? 800 : 844;
    }
}
