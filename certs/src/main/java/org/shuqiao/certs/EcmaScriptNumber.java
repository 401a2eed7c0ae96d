package org.shuqiao.certs;

import tools.jackson.core.io.schubfach.DoubleToDecimal;

/** A finite double as ECMAScript's {@code Number::toString} writes it (ECMA-262 §6.1.6.1.20). */
final class EcmaScriptNumber {
    private static final int MAX_PLAIN_EXPONENT = 21;
    private static final int MIN_PLAIN_EXPONENT = -6;

    private EcmaScriptNumber() {}

    static String text(double value) {
        if (value == 0) {
            return "0"; // also for -0
        }
        String positive = layout(shortest(Math.abs(value)));
        return value < 0 ? "-" + positive : positive;
    }

    /** The value 0.digits times ten to the power {@code exponent}; no zero at either end of the digits. */
    private record Decimal(String digits, int exponent) {}

    private static Decimal shortest(double value) {
        // Java's own Double.toString is not the shortest before JDK 19; Jackson brings the algorithm of 19 to 17.
        String java = DoubleToDecimal.toString(value);
        int mark = java.indexOf('E');
        int exponent = mark < 0 ? 0 : Integer.parseInt(java, mark + 1, java.length(), 10);
        String mantissa = mark < 0 ? java : java.substring(0, mark);
        int point = mantissa.indexOf('.');
        String padded = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        while (padded.charAt(first) == '0') {
            first++;
        }
        int end = padded.length();
        while (padded.charAt(end - 1) == '0') {
            end--;
        }
        var decimal = new Decimal(padded.substring(first, end), exponent + point - first);
        return decimal.digits().length() == 2 ? oneDigitIfEnough(decimal, value) : decimal;
    }

    /** Java never tries fewer than two digits (4.9E-324, 9.9E-324); ECMAScript does (5e-324, 1e-323). */
    private static Decimal oneDigitIfEnough(Decimal two, double value) {
        int down = two.digits().charAt(0) - '0';
        boolean nearerAbove = two.digits().charAt(1) >= '5';
        for (int digit : nearerAbove ? new int[] {down + 1, down} : new int[] {down, down + 1}) {
            if (Double.parseDouble(digit + "E" + (two.exponent() - 1)) == value) {
                return digit == 10
                        ? new Decimal("1", two.exponent() + 1)
                        : new Decimal(Integer.toString(digit), two.exponent());
            }
        }
        return two;
    }

    private static String layout(Decimal decimal) {
        String digits = decimal.digits();
        int k = digits.length();
        int n = decimal.exponent();
        if (k <= n && n <= MAX_PLAIN_EXPONENT) {
            return digits + "0".repeat(n - k);
        }
        if (0 < n && n <= MAX_PLAIN_EXPONENT) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (MIN_PLAIN_EXPONENT < n && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        String power = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
        return k == 1 ? digits + power : digits.charAt(0) + "." + digits.substring(1) + power;
    }
}
