package org.shuqiao.mappings.masking;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers that tell their size, and not themselves. */
final class Coarse {

    /** Of two numbers of the most digits that a record may have. */
    private static final int LONGEST = 200;

    private Coarse() {}

    /**
     * To so many significant digits, half to even, so that many rounded numbers do not drift. Hides the exact amount; parts that are
     * rounded apart need not add up to the rounded whole.
     */
    static BigDecimal rounded(BigDecimal number, int digits) {
        BigDecimal rounded = number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /**
     * The step of the ladder 1, 2, 5, 10, 20, 50 … that the number lies in, including its lower bound: {@code 200~500}. Hides more than half
     * of what rounding to one digit tells; shows the order of magnitude. Below zero the same with a minus: {@code -500~-200}.
     */
    static String step(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal size = number.abs();
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(size.precision() - size.scale() - 1);
        int leading = size.divideToIntegralValue(power).intValueExact();
        int lower = leading >= 5 ? 5 : leading >= 2 ? 2 : 1;
        int upper = lower == 1 ? 2 : lower == 2 ? 5 : 10;
        String from = plain(power.multiply(BigDecimal.valueOf(lower)));
        String to = plain(power.multiply(BigDecimal.valueOf(upper)));
        return number.signum() > 0 ? from + "~" + to : "-" + to + "~-" + from;
    }

    /** Whether a text can be a {@link #step}. */
    static boolean isStep(String text) {
        if (text.equals("0")) {
            return true;
        }
        int between = text.indexOf('~');
        if (between < 1 || text.length() > LONGEST) {
            return false;
        }
        String nearZero = text.startsWith("-") ? text.substring(between + 1) : text.substring(0, between);
        try {
            return step(new BigDecimal(nearZero)).equals(text);
        } catch (NumberFormatException | ArithmeticException noNumber) {
            return false;
        }
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
