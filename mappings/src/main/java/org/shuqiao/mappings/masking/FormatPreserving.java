package org.shuqiao.mappings.masking;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Ascii;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldKind;

/**
 * Digits that become other digits, for fields whose form a platform checks. Of a mobile number the three digits in front stay, which
 * say no more than the operator; everything else is encrypted as a whole, or dropped.
 *
 * <p>Not for codes with check digits: what is left would be the code of somebody else, or of nobody.
 */
final class FormatPreserving {
    static final String NAME = "fpe";

    /** A million values at least, or they could be tried out (NIST SP 800-38G Rev. 1, 5.1). */
    private static final int FEWEST_DIGITS = 6;

    private static final int MOST_DIGITS = 64;
    private static final int MOBILE_DIGITS = 11;
    private static final int MOBILE_PREFIX = 3;

    private FormatPreserving() {}

    /** Equal numbers of two fields become different ones. */
    static Transform of(Dataset dataset, Field field) {
        byte[] tweak = (dataset.id() + '\0' + field.path()).getBytes(StandardCharsets.UTF_8);
        return field.kind() == FieldKind.MOBILE
                ? Transform.ofText((text, key) -> mobile(text, tweak, key))
                : Transform.ofText((text, key) -> isOne(text) ? key.encryptDigits(text, tweak) : null);
    }

    private static @Nullable String mobile(String number, byte[] tweak, MaskingKey key) {
        return number.length() == MOBILE_DIGITS && Ascii.allDigits(number)
                ? number.substring(0, MOBILE_PREFIX) + key.encryptDigits(number.substring(MOBILE_PREFIX), tweak)
                : null;
    }

    /** Whether a text has the form of what is encrypted, which is the form of what was. */
    static boolean isOne(String text) {
        return text.length() >= FEWEST_DIGITS && text.length() <= MOST_DIGITS && Ascii.allDigits(text);
    }
}
