package org.shuqiao.mappings;

import java.util.Random;

/** Random texts of everything JSON strings may hold. */
public final class Texts {

    private Texts() {}

    public static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> 1 + random.nextInt(0x7F);
                        case 1 -> 0x80 + random.nextInt(0x700);
                        case 2 -> 0x4E00 + random.nextInt(0x5000);
                        case 3 -> 0x10000 + random.nextInt(0x10000);
                        case 4 -> "\"\\/\n\r\t\b\f".charAt(random.nextInt(8));
                        default -> '0' + random.nextInt(10);
                    });
        }
        return text.toString();
    }
}
