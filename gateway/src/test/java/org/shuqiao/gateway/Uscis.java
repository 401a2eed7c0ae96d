package org.shuqiao.gateway;

/** Makes unified social credit codes whose check characters hold (GB 32100-2015, GB 11714), of enterprises that don't exist. */
final class Uscis {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private Uscis() {}

    static String numbered(int number) {
        String organisation = "MA9%05d".formatted(number);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            char c = organisation.charAt(i);
            sum += (c <= '9' ? c - '0' : c - 'A' + 10) * WEIGHTS[i];
        }
        String unchecked = "91370212" + organisation + "0X987654321".charAt(sum % 11);
        int total = 0;
        int weight = 1;
        for (int i = 0; i < unchecked.length(); i++) {
            total += ALPHABET.indexOf(unchecked.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return unchecked + ALPHABET.charAt((31 - total % 31) % 31);
    }
}
