package org.shuqiao.bench.leaks;

import java.util.List;

/** Numbers and addresses of the forms that their standards give them, with check digits of our own computing. */
final class Codes {
    private static final List<String> REGIONS =
            List.of("370212", "370283", "370203", "500112", "500103", "140105", "360102", "110105", "320505", "440305");
    private static final List<String> AREA_CODES = List.of("0532", "010", "023", "0351", "0791", "021", "0512", "0755");
    private static final String USCI_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final List<String> DOMAINS = List.of(
            "hengtai.example", "163.com", "qq.com", "mail.qdsmart.cn", "cqzb.com.cn", "foxmail.com", "jx-tool.net");
    private static final List<String> MAILBOXES =
            List.of("zhang.san", "wangwei", "li_na", "sales", "chenjie88", "hr2025");
    private static final String PROVINCES = "鲁渝京晋赣沪粤苏";

    private final Dice dice;

    Codes(Dice dice) {
        this.dice = dice;
    }

    String mobile() {
        return "1" + dice.one("3456789") + dice.digits(9);
    }

    String landline() {
        String area = dice.one(AREA_CODES);
        int local = area.length() == 3 ? 8 : dice.between(7, 8);
        return area + "-" + localNumber(local);
    }

    String localNumber(int digits) {
        return dice.one("2345678") + dice.digits(digits - 1);
    }

    /** GB 11643-1999: the remainder of the weighted sum by 11. */
    String idCard() {
        String body = "%s%04d%02d%02d%s"
                .formatted(
                        dice.one(REGIONS),
                        dice.between(1955, 2004),
                        dice.between(1, 12),
                        dice.between(1, 28),
                        dice.digits(3));
        int sum = 0;
        int weight = 1;
        for (int i = body.length() - 1; i >= 0; i--) {
            weight = weight * 2 % 11;
            sum += (body.charAt(i) - '0') * weight;
        }
        int check = (12 - sum % 11) % 11;
        return body + (check == 10 ? "X" : String.valueOf(check));
    }

    String oldIdCard() {
        return "%s%02d%02d%02d%s"
                .formatted(
                        dice.one(REGIONS),
                        dice.between(40, 85),
                        dice.between(1, 12),
                        dice.between(1, 28),
                        dice.digits(3));
    }

    /** GB 32100-2015 around GB 11714: two check characters. */
    String usci() {
        String organisation = "MA" + dice.some(USCI_SIGNS.substring(0, 30), 6);
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += Character.digit(organisation.charAt(i), 36) * weights[i];
        }
        int rest = (11 - sum % 11) % 11;
        String body = "91" + dice.one(REGIONS) + organisation + (rest == 10 ? "X" : String.valueOf(rest));
        int total = 0;
        int power = 1;
        for (int i = 0; i < body.length(); i++) {
            total += USCI_SIGNS.indexOf(body.charAt(i)) * power;
            power = power * 3 % 31;
        }
        return body + USCI_SIGNS.charAt((31 - total % 31) % 31);
    }

    /** UnionPay, with the check digit of ISO/IEC 7812-1. */
    String bankCard() {
        String body = "62" + dice.digits(dice.one(List.of(13, 16)));
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? 2 * digit : digit;
            sum += counted / 10 + counted % 10;
        }
        return body + (10 - sum % 10) % 10;
    }

    String email() {
        return dice.one(MAILBOXES) + dice.digits(dice.between(0, 3)) + "@" + dice.one(DOMAINS);
    }

    /** GA 36: of a car, or of one with a battery. */
    String plate() {
        String letter = String.valueOf(dice.one("ABCDEFGHJK"));
        return dice.one(PROVINCES) + letter + (dice.oneIn(3) ? dice.one("DF") : "") + dice.digits(5);
    }

    String ipv4() {
        return dice.one(List.of("10.20.", "172.16.", "192.168.")) + dice.between(10, 250) + "." + dice.between(10, 250);
    }

    String mac() {
        StringBuilder mac = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            mac.append(i == 0 ? "" : ":").append(dice.some("0123456789ABCDEF", 2));
        }
        return mac.toString();
    }

    String ipv6() {
        return "2001:db8:" + dice.some("0123456789abcdef", 4) + "::" + dice.some("123456789", 1) + ":"
                + dice.some("0123456789abcdef", 4);
    }

    /** ZC 0006-2003: year, kind, seven digits and a check digit behind a point. */
    String patent() {
        String body = dice.between(2008, 2025) + String.valueOf(dice.one("123")) + dice.digits(7);
        int[] weights = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        int rest = sum % 11;
        return "ZL" + body + "." + (rest == 10 ? "X" : String.valueOf(rest));
    }

    String softwareCopyright() {
        return dice.between(2012, 2025) + "SR" + dice.digits(7);
    }
}
