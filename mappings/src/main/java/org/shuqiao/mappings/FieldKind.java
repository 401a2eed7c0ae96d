package org.shuqiao.mappings;

/**
 * What the text of a field is, which decides how it is checked, which transforms fit it, and which residue it may legitimately be.
 */
public enum FieldKind {
    /** Enumerations, numbers, booleans: the schema says all there is to say. */
    NONE("none"),
    /** Free text. */
    TEXT("text"),
    /** An identifier the center gave: letters, digits, {@code . _ -}. */
    IDENTIFIER("identifier"),
    /** 统一社会信用代码, GB 32100-2015. */
    USCI("usci"),
    /** 公民身份号码, GB 11643-1999. */
    ID_CARD("id-card"),
    /** Mobile number of mainland China, eleven digits. */
    MOBILE("mobile"),
    /** Any telephone of mainland China: a mobile number, or area code and number, or a 400 or 800 number. */
    PHONE("phone"),
    EMAIL("email"),
    PERSON_NAME("person-name"),
    ORGANISATION_NAME("organisation-name"),
    /** 行政区划代码, GB/T 2260, six digits. */
    REGION("region"),
    /** 国民经济行业分类, GB/T 4754-2017: a letter and two to four digits. */
    INDUSTRY("industry"),
    /** {@code 2026-03-18T09:00:00+08:00}. */
    DATE_TIME("date-time"),
    /** {@code 2026-03-18}. */
    DATE("date"),
    /** A year or a month: {@code 2026} or {@code 2026-03}. */
    PERIOD("period"),
    /** {@code 2026-03}. */
    MONTH("month"),
    /** The name of a file without any folder. */
    FILE_NAME("file-name"),
    /** SM3 digest, 64 lower-case hexadecimal digits. */
    SM3("sm3");

    private final String id;

    FieldKind(String id) {
        this.id = id;
    }

    /** The word used in field tables, for example {@code id-card}. */
    public String id() {
        return id;
    }

    static FieldKind of(String id) {
        for (FieldKind kind : values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown field kind " + id);
    }
}
