package org.shuqiao.mappings.residue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.shuqiao.mappings.Ascii;
import org.shuqiao.mappings.IdCard;
import org.shuqiao.mappings.Usci;

/** Secrets to plant in texts, and the disguises the residue scan sees through. */
public final class Planted {

    private static final String USCI_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** What must not hide a number. */
    record Disguise(String name, UnaryOperator<String> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Disguise> DISGUISES = List.of(
            new Disguise("none", text -> text),
            new Disguise("full width", text -> map(text, c -> new String(Character.toChars(c + 0xFEE0)))),
            new Disguise("lower case", text -> text.toLowerCase(Locale.ROOT)),
            new Disguise("zero-width spaces", text -> map(text, c -> Character.toString(c) + '\u200B')),
            new Disguise("soft hyphens and joiners", text -> map(text, c -> "\u00AD\u200D" + Character.toString(c))),
            new Disguise("spaces", text -> map(text, c -> Character.toString(c) + ' ')),
            new Disguise("no-break spaces", text -> grouped(text, "\u00A0")),
            new Disguise("ideographic spaces", text -> grouped(text, "\u3000")),
            new Disguise("hyphens", text -> grouped(text, "-")),
            new Disguise("en dashes", text -> grouped(text, " \u2013 ")),
            new Disguise("dots", text -> grouped(text, ".")),
            new Disguise("middle dots", text -> grouped(text, "·")),
            new Disguise("slashes", text -> grouped(text, "/")),
            new Disguise("line breaks", text -> grouped(text, "\n")),
            new Disguise("commas", text -> grouped(text, "，")),
            new Disguise("brackets", text -> "（" + text.substring(0, 3) + "）" + text.substring(3)),
            new Disguise("Arabic-Indic digits", text -> digits(text, '\u0660')),
            new Disguise("mathematical digits", text -> digits(text, 0x1D7CE)),
            new Disguise("circled digits", text -> mapDigits(text, "⓪①②③④⑤⑥⑦⑧⑨")),
            new Disguise("Chinese numerals", text -> mapDigits(text, "〇一二三四五六七八九")),
            new Disguise("zero in Chinese", text -> mapDigits(text, "零一二三四五六七八九")),
            new Disguise("formal numerals", text -> mapDigits(text, "零壹贰叁肆伍陆柒捌玖")),
            new Disguise("traditional formal numerals", text -> mapDigits(text, "零壹貳參肆伍陸柒捌玖")),
            new Disguise(
                    "numerals and digits", text -> map(text, c -> c % 2 == 0 ? numeral(c) : Character.toString(c))),
            new Disguise("superscripts", text -> mapDigits(text, "⁰¹²³⁴⁵⁶⁷⁸⁹")),
            new Disguise("in a sentence", text -> "负责人电话" + text + "，请勿外传"));

    private Planted() {}

    private static String map(String text, IntFunction<String> each) {
        StringBuilder mapped = new StringBuilder();
        text.chars().forEach(c -> mapped.append(each.apply(c)));
        return mapped.toString();
    }

    private static String numeral(int c) {
        return mapDigits(Character.toString(c), "〇一二三四五六七八九");
    }

    private static String mapDigits(String text, String digits) {
        return map(text, c -> Ascii.isDigit(c) ? digits.substring(c - '0', c - '0' + 1) : Character.toString(c));
    }

    private static String digits(String text, int zero) {
        return map(text, c -> Character.toString(Ascii.isDigit(c) ? zero + c - '0' : c));
    }

    private static String grouped(String text, String separator) {
        return text.substring(0, 3) + separator + text.substring(3, 7) + separator + text.substring(7);
    }

    public static String mobile(Random random) {
        StringBuilder mobile = new StringBuilder("1").append(3 + random.nextInt(7));
        while (mobile.length() < 11) {
            mobile.append(random.nextInt(10));
        }
        return mobile.toString();
    }

    public static String idCard(Random random) {
        String body = "3702%02d%04d%02d%02d%03d"
                .formatted(
                        1 + random.nextInt(80),
                        1950 + random.nextInt(60),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(1000));
        return checked(body, "0123456789X", IdCard::violation);
    }

    public static String usci(Random random) {
        StringBuilder body = new StringBuilder("913702%02dMA".formatted(1 + random.nextInt(80)));
        while (body.length() < 16) {
            body.append(USCI_ALPHABET.charAt(random.nextInt(USCI_ALPHABET.length())));
        }
        for (int c : "0123456789X".chars().toArray()) {
            for (int d : USCI_ALPHABET.chars().toArray()) {
                if (Usci.violation(body + Character.toString(c) + Character.toString(d)) == null) {
                    return body + Character.toString(c) + Character.toString(d);
                }
            }
        }
        throw new AssertionError("no check characters for " + body);
    }

    private static String checked(String body, String characters, Function<String, Object> violation) {
        for (int c : characters.chars().toArray()) {
            if (violation.apply(body + Character.toString(c)) == null) {
                return body + Character.toString(c);
            }
        }
        throw new AssertionError("no check character for " + body);
    }
}
