package org.shuqiao.mappings;

/** 国民经济行业分类, GB/T 4754-2017: section letter, division (2 digits), group (1), class (1). */
public final class Industries {

    private final CodeTable table = CodeTable.load("industry");

    /** Whether the code is a division, or a group or class below a known division. */
    boolean known(String code) {
        if (code.length() < 3 || code.length() > 5 || !table.has(code.substring(0, 3))) {
            return false;
        }
        boolean group = code.length() < 4 || (code.charAt(3) >= '1' && code.charAt(3) <= '9');
        boolean industryClass = code.length() < 5 || Ascii.isDigit(code.charAt(4));
        return group && industryClass;
    }

    public static String division(String code) {
        return code.substring(0, 3);
    }

    public static String group(String code) {
        return code.length() > 4 ? code.substring(0, 4) : code;
    }

    public static String section(String code) {
        return code.substring(0, 1);
    }
}
