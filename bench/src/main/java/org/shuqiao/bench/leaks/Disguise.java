package org.shuqiao.bench.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** How a secret is hidden from who only searches for its text. */
enum Disguise {
    PLAIN,
    FULL_WIDTH,
    ZERO_WIDTH,
    NO_BREAK_SPACES,
    SEPARATORS,
    SYMBOLS,
    LINE_BREAKS,
    NUMERALS,
    FORMAL_NUMERALS,
    TRADITIONAL,
    HOMOGLYPHS,
    CIRCLED,
    OTHER_DIGITS,
    JSON_KEY,
    JSON_STRING,
    BASE64,
    HEX,
    URL,
    HTML,
    HTML_NAMES,
    UNICODE_ESCAPES,
    TRIPLE_BASE64,
    SPLIT,
    PAIR;

    private static final List<Disguise> OF_CHARACTERS = List.of(
            FULL_WIDTH,
            ZERO_WIDTH,
            NO_BREAK_SPACES,
            SEPARATORS,
            SYMBOLS,
            LINE_BREAKS,
            NUMERALS,
            FORMAL_NUMERALS,
            TRADITIONAL,
            HOMOGLYPHS,
            CIRCLED,
            OTHER_DIGITS);
    private static final List<Disguise> ENCODINGS =
            List.of(JSON_KEY, JSON_STRING, BASE64, HEX, URL, HTML, UNICODE_ESCAPES);

    private static final String NUMERAL_DIGITS = "〇一二三四五六七八九";
    private static final String FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String CIRCLED_DIGITS = "⓪①②③④⑤⑥⑦⑧⑨";
    private static final String SIMPLE = "贰叁陆万亿联东华机电设备业产动装车汽达远诚辉岛庆鑫润铭钧恒张赵刘陈杨黄吴孙马罗静丽强艳杰娟涛飞刚纺织额单价贷热线传图约为";
    private static final String TRADITIONAL_FORMS = "貳參陸萬億聯東華機電設備業產動裝車汽達遠誠輝島慶鑫潤銘鈞恆張趙劉陳楊黃吳孫馬羅靜麗強艷傑娟濤飛剛紡織額單價貸熱線傳圖約為";
    private static final String LATIN = "0ABCEHIKMOPSTXYaceiopsxy";
    /** Of Cyrillic, but for the zero, which is a letter. */
    private static final String LOOK_ALIKES = "OАВСЕНІКМОРЅТХУасеіорѕху";

    private static final List<String> SEPARATOR_SIGNS =
            List.of(" ", "-", ".", "·", "/", "—", "–", "_", " - ", "，", "\u3000", "－", ") ", "•");
    private static final List<String> SYMBOL_SIGNS =
            List.of("*", "|", "~", "★", "→", "😀", "※", "=", "^", "●", "…", "'", "<b>", "</b>");
    private static final List<String> INVISIBLE = List.of("\u200B", "\u200D", "\uFEFF", "\u00AD", "\u2060", "\u200E");

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it makes sense for a kind of secret; what it leaves as it was is no disguise either. */
    boolean fits(SecretKind kind) {
        return switch (this) {
            case SEPARATORS, SYMBOLS, LINE_BREAKS, HTML_NAMES -> kind.isNumber() || kind.isWord();
            case SPLIT -> kind.isNumber();
            case NUMERALS, FORMAL_NUMERALS, CIRCLED -> kind != SecretKind.IPV6 && kind != SecretKind.MAC;
            case PLAIN, FULL_WIDTH, ZERO_WIDTH, NO_BREAK_SPACES, TRADITIONAL, HOMOGLYPHS, OTHER_DIGITS, JSON_KEY ->
                true;
            case JSON_STRING, BASE64, HEX, URL, HTML, UNICODE_ESCAPES, TRIPLE_BASE64, PAIR -> true;
        };
    }

    /** @return the same text where there is nothing in it that this could hide */
    String of(Secret secret, Dice dice) {
        if (this == PAIR) {
            return pair(secret, dice);
        }
        return applied(secret.kind(), secret.text(), dice);
    }

    private static String pair(Secret secret, Dice dice) {
        Disguise first = dice.one(OF_CHARACTERS);
        Disguise second = dice.one(dice.oneIn(2) ? OF_CHARACTERS : ENCODINGS);
        if (dice.oneIn(6)) {
            first = dice.one(ENCODINGS);
            second = dice.one(dice.oneIn(2) ? List.of(FULL_WIDTH, ZERO_WIDTH) : ENCODINGS);
        }
        if (first == second || !first.fits(secret.kind()) || !second.fits(secret.kind())) {
            return secret.text();
        }
        String once = first.applied(secret.kind(), secret.text(), dice);
        String twice = second.applied(secret.kind(), once, dice);
        return once.equals(secret.text()) || twice.equals(once) ? secret.text() : twice;
    }

    private String applied(SecretKind kind, String text, Dice dice) {
        return switch (this) {
            case PLAIN, SPLIT, PAIR -> text;
            case FULL_WIDTH -> each(text, c -> Character.toString(c > ' ' && c < 127 ? c + 0xFEE0 : c));
            case ZERO_WIDTH -> between(text, dice.one(INVISIBLE), 1);
            case NO_BREAK_SPACES -> grouped(kind, text, "\u00A0");
            case SEPARATORS -> grouped(kind, text, dice.one(SEPARATOR_SIGNS));
            case SYMBOLS -> grouped(kind, text, dice.one(SYMBOL_SIGNS));
            case LINE_BREAKS -> grouped(kind, text, dice.one(List.of("\n", "\r\n", " \n")));
            case NUMERALS -> mapped(text, "0123456789", NUMERAL_DIGITS);
            case FORMAL_NUMERALS -> mapped(text, "0123456789", FORMAL_DIGITS);
            case TRADITIONAL -> mapped(mapped(text, "0123456789", FORMAL_DIGITS), SIMPLE, TRADITIONAL_FORMS);
            case HOMOGLYPHS -> mapped(text, LATIN, LOOK_ALIKES);
            case CIRCLED -> mapped(text, "0123456789", CIRCLED_DIGITS);
            case OTHER_DIGITS -> otherDigits(text, dice.one(List.of(0x0660, 0x0966, 0x1D7CE, 0x1D7F6)));
            case HTML_NAMES -> grouped(kind, text, dice.one(List.of("&nbsp;", "&ensp;", "&shy;", "&zwj;")));
            case JSON_KEY, JSON_STRING, BASE64, HEX, URL, HTML, UNICODE_ESCAPES, TRIPLE_BASE64 -> encoded(text);
        };
    }

    private String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (this) {
            case JSON_KEY -> "{\"" + quoted(text) + "\":true}";
            case JSON_STRING -> "{\"a\":\"{\\\"b\\\":\\\"" + quoted(quoted(text)) + "\\\"}\"}";
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
            case URL -> "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes);
            case HTML -> each(text, c -> "&#" + c + ";");
            case UNICODE_ESCAPES -> units(text);
            case TRIPLE_BASE64 -> BASE64.encoded(BASE64.encoded(BASE64.encoded(text)));
            default -> text;
        };
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String units(String text) {
        StringBuilder units = new StringBuilder();
        text.chars().forEach(c -> units.append("\\u%04x".formatted(c)));
        return units.toString();
    }

    private static String each(String text, IntFunction<String> of) {
        StringBuilder made = new StringBuilder();
        text.codePoints().forEach(c -> made.append(of.apply(c)));
        return made.toString();
    }

    private static String mapped(String text, String from, String to) {
        return each(text, c -> {
            int at = from.indexOf(c);
            return at < 0 ? Character.toString(c) : to.substring(at, at + 1);
        });
    }

    private static String otherDigits(String text, int zero) {
        return each(text, c -> Character.toString(c >= '0' && c <= '9' ? zero + c - '0' : c));
    }

    /** Numbers are pulled apart into groups as people write them, or into single signs; everything else only where it may be. */
    private static String grouped(SecretKind kind, String text, String separator) {
        if (!kind.isNumber() && !kind.isWord()) {
            return between(text, separator, Integer.MAX_VALUE);
        }
        return between(text, separator, kind.isWord() || text.length() < 9 ? 1 : 4);
    }

    private static String between(String text, String separator, int every) {
        int[] characters = text.codePoints().toArray();
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            boolean apart =
                    every == Integer.MAX_VALUE ? ".:@".indexOf(characters[Math.max(0, i - 1)]) >= 0 : i % every == 0;
            made.append(i > 0 && apart ? separator : "").appendCodePoint(characters[i]);
        }
        return made.toString();
    }

    /** All that stand in a table of results, in its order. */
    static List<Disguise> all() {
        return Arrays.asList(values());
    }
}
