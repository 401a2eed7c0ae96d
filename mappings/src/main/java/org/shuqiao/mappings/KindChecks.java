package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;

/** Form, check digits and code tables of the kinds of text. */
final class KindChecks {

    private final Regions regions = new Regions();
    private final Industries industries = new Industries();

    /** The rule that the text breaks, or null. */
    @Nullable String violation(FieldKind kind, String text) {
        return switch (kind) {
            case NONE -> null;
            case TEXT, PERSON_NAME, ORGANISATION_NAME -> text.isBlank() ? "TEXT_BLANK" : null;
            case IDENTIFIER -> isIdentifier(text) ? null : "IDENTIFIER_FORM";
            case USCI -> Usci.violation(text);
            case ID_CARD -> IdCard.violation(text);
            case MOBILE -> isMobile(text) ? null : "MOBILE_FORM";
            case PHONE -> isMobile(text) || isLandline(text) ? null : "PHONE_FORM";
            case EMAIL -> isEmail(text) ? null : "EMAIL_FORM";
            case REGION -> regions.known(text) ? null : "REGION_UNKNOWN";
            case INDUSTRY -> industries.known(text) ? null : "INDUSTRY_UNKNOWN";
            case DATE_TIME -> CalendarText.isDateTime(text) ? null : "DATE_TIME_FORM";
            case DATE -> CalendarText.isDate(text) ? null : "DATE_FORM";
            case PERIOD -> CalendarText.isPeriod(text) ? null : "PERIOD_FORM";
            case MONTH -> CalendarText.isMonth(text) ? null : "MONTH_FORM";
            case FILE_NAME -> isFileName(text) ? null : "FILE_NAME_FORM";
            case SM3 -> isSm3(text) ? null : "SM3_FORM";
        };
    }

    /** Whether the kind says the exact form, so that the schema's length limits add nothing. */
    static boolean decidesForm(FieldKind kind) {
        return switch (kind) {
            case NONE, TEXT, PERSON_NAME, ORGANISATION_NAME, FILE_NAME -> false;
            case IDENTIFIER,
                    USCI,
                    ID_CARD,
                    MOBILE,
                    PHONE,
                    EMAIL,
                    REGION,
                    INDUSTRY,
                    DATE_TIME,
                    DATE,
                    PERIOD,
                    MONTH,
                    SM3 -> true;
        };
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isMobile(String text) {
        return text.length() == 11 && text.charAt(0) == '1' && text.charAt(1) >= '3' && Ascii.allDigits(text);
    }

    /** Area code, a hyphen or none, and seven or eight digits; or 400 or 800 and seven digits. */
    private static boolean isLandline(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen > 0 && (hyphen != text.lastIndexOf('-') || hyphen < 3 || hyphen > 4)) {
            return false;
        }
        String digits = hyphen > 0 ? text.substring(0, hyphen) + text.substring(hyphen + 1) : text;
        if (!Ascii.allDigits(digits)) {
            return false;
        }
        return digits.startsWith("0")
                ? digits.length() >= 10 && digits.length() <= 12
                : digits.length() == 10 && (digits.startsWith("400") || digits.startsWith("800"));
    }

    /** What would lead elsewhere, or show another name than it has, is no name of a file. */
    private static boolean isFileName(String text) {
        return !text.isBlank()
                && !text.startsWith(".")
                && text.codePoints().noneMatch(c -> "/\\:*?\"<>|".indexOf(c) >= 0 || isUnseen(c));
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }

    /** Something before one {@code @} and a dotted name behind it; only a delivery would prove more. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        int dot = text.lastIndexOf('.');
        return text.length() <= 100
                && at > 0
                && at == text.lastIndexOf('@')
                && dot > at + 1
                && dot < text.length() - 1
                && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static boolean isSm3(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> Ascii.isDigit(c) || (c >= 'a' && c <= 'f'));
    }
}
