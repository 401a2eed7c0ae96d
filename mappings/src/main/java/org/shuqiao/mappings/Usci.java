package org.shuqiao.mappings;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 统一社会信用代码, GB 32100-2015: registry, type, six digits of region, nine characters of organisation code (GB 11714, with its own
 * modulo-11 check character) and a modulo-31 check character. The alphabet leaves out I, O, S, V and Z.
 */
public final class Usci {

    public static final int LENGTH = 18;

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    /** 登记管理部门代码 of the standard and its later additions. */
    private static final String REGISTRIES = "123456789ANY";

    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final byte[] VALUES = values();

    private Usci() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** Value of a character in modulo 31, or -1. */
    static int value(char c) {
        return c < 128 ? VALUES[c] : -1;
    }

    /** Whether the text is a code whose form and both check characters hold. */
    public static boolean isValid(String text) {
        return violation(text) == null;
    }

    /** The rule that the text breaks, or null. */
    public static @Nullable String violation(String text) {
        if (text.length() != LENGTH || !hasForm(text)) {
            return "USCI_FORM";
        }
        return checks(text) && organisationChecks(text) ? null : "USCI_CHECK_DIGIT";
    }

    /**
     * Whether text that is not said to be a code can be taken for one in use. The organisation part's own check is left out, because
     * some registered codes break it; registry and province are looked at instead, which keeps chance hits rare.
     */
    public static boolean matches(String text) {
        return text.length() == LENGTH
                && hasForm(text)
                && REGISTRIES.indexOf(text.charAt(0)) >= 0
                && Regions.isProvince(text.charAt(2), text.charAt(3))
                && checks(text);
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (value(c) < 0 || (i >= 2 && i < 8 && c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean checks(String text) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += value(text.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return value(text.charAt(LENGTH - 1)) == (31 - sum % 31) % 31;
    }

    private static boolean organisationChecks(String text) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            char c = text.charAt(8 + i);
            // GB 11714 counts letters from A = 10 without gaps, unlike the modulo-31 alphabet.
            sum += (c <= '9' ? c - '0' : c - 'A' + 10) * ORGANISATION_WEIGHTS[i];
        }
        return text.charAt(16) == "0X987654321".charAt(sum % 11);
    }
}
