package org.shuqiao.mappings.masking;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.shuqiao.mappings.FieldKind;

/**
 * Keyed pseudonyms: the first 128 bits of an HMAC-SM3. A plain hash would be no protection, because the space of codes and mobile
 * numbers is small or public.
 *
 * <p>Half-bytes are written with the letters a to p. Without any digit a pseudonym can be taken neither for a USCI (which has six
 * digits in a row) nor for any other number, by people or by the residue scan.
 */
final class Pseudonyms {

    private static final int BYTES = 16;

    private Pseudonyms() {}

    /** Whether a text has the form of a pseudonym. */
    static boolean isOne(String text) {
        return text.length() == 2 * BYTES && text.chars().allMatch(c -> c >= 'a' && c <= 'p');
    }

    /**
     * @param kind what the identifier is: each kind has a domain of its own, so that a code and a number that are written alike have
     *     different pseudonyms
     */
    static String of(FieldKind kind, String identifier, MaskingKey key) {
        String separated = kind.id() + '\0' + identifier.strip().toUpperCase(Locale.ROOT);
        byte[] value = separated.getBytes(StandardCharsets.UTF_8);
        byte[] mac = key.hmacSm3(value);
        StringBuilder pseudonym = new StringBuilder(2 * BYTES);
        for (int i = 0; i < BYTES; i++) {
            pseudonym.append((char) ('a' + ((mac[i] >> 4) & 15))).append((char) ('a' + (mac[i] & 15)));
        }
        return pseudonym.toString();
    }
}
