package org.shuqiao.mappings;

/** 行政区划代码, GB/T 2260: two digits each of province, city and county. Codes are data; only the hierarchy is known here. */
public final class Regions {

    private final CodeTable table = CodeTable.load("region");

    /** Whether the code is known, or lies in a place whose children we do not list completely. */
    boolean known(String code) {
        if (code.length() != 6 || !Ascii.allDigits(code)) {
            return false;
        }
        if (table.has(code)) {
            return true;
        }
        String province = code.substring(0, 2) + "0000";
        String city = code.substring(0, 4) + "00";
        if (!open(province)) {
            // Every city of this province is listed; the code is a county of one of them.
            return complete(province) && table.has(city) && open(city);
        }
        return code.equals(city) || open(city);
    }

    private boolean complete(String code) {
        CodeTable.Entry entry = table.entry(code);
        return entry != null && entry.complete();
    }

    /** Listed without its children, or not listed at all below a listed province. */
    private boolean open(String code) {
        CodeTable.Entry entry = table.entry(code);
        return entry != null ? !entry.complete() : !code.endsWith("0000");
    }

    /** Whether two digits are those of a province, or of the central bodies (10). */
    public static boolean isProvince(char tens, char ones) {
        int last =
                switch (tens) {
                    case '1', '6' -> 5;
                    case '2' -> 3;
                    case '3' -> 7;
                    case '4' -> 6;
                    case '5' -> 4;
                    case '7' -> 1;
                    case '8' -> 2;
                    default -> -1;
                };
        int digit = ones - '0';
        return digit <= last && (digit > 0 || tens == '1' || tens == '5');
    }

    public static String province(String code) {
        return code.substring(0, 2) + "0000";
    }

    /** The code of the city, or of the municipality (直辖市) itself, whose districts have no city above them. */
    public static String city(String code) {
        boolean municipality =
                switch (code.substring(0, 2)) {
                    case "11", "12", "31", "50" -> true;
                    default -> false;
                };
        return municipality ? code.substring(0, 2) + "0000" : code.substring(0, 4) + "00";
    }
}
