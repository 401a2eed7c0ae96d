package org.shuqiao.mappings.residue;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;

/** What the residue scan looks for. */
public enum ResidueKind {
    MOBILE("mobile", "手机号", FieldKind.MOBILE),
    /** Area code and number, or a number that is called one. */
    LANDLINE("landline", "固定号码", null),
    /** Of 18 characters, or of 15 as before 1999. */
    ID_CARD("id-card", "证件号", FieldKind.ID_CARD),
    USCI("usci", "信用代码", FieldKind.USCI),
    BANK_CARD("bank-card", "卡号", null),
    EMAIL("email", "邮箱", FieldKind.EMAIL),
    /** Licence plate of a vehicle, GA 36. */
    PLATE("plate", "车牌号", null),
    IP_ADDRESS("ip-address", "网络地址", null),
    MAC_ADDRESS("mac-address", "设备地址", null),
    /** Number of a patent or of an application for one, ZC 0006-2003 and before. */
    PATENT("patent", "专利号", FieldKind.IDENTIFIER),
    /** 软件著作权登记号. */
    SOFTWARE_COPYRIGHT("software-copyright", "登记号", FieldKind.IDENTIFIER),
    /** An amount of money beside a word that makes it a secret. */
    MONEY("money", "数额", null),
    /** A word of the center's dictionary: names of enterprises, customers, products, people. */
    DICTIONARY("dictionary", "保密词", FieldKind.ORGANISATION_NAME),
    /** Text that is encoded more often than is looked into. */
    ENCODED("encoded", "编码", null);

    private final String id;
    private final String label;
    private final @Nullable FieldKind field;

    ResidueKind(String id, String name, @Nullable FieldKind field) {
        this.id = id;
        this.label = "【" + name + "】";
        this.field = field;
    }

    public String id() {
        return id;
    }

    /** What stands in a redacted text in its place. None is a word beside which an amount or a number becomes a secret. */
    String label() {
        return label;
    }

    /** Whether a field of this kind that may leave raw is just what was found. */
    boolean isWhatHolds(@Nullable FieldKind kind) {
        return (field != null && field == kind) || (kind == FieldKind.PHONE && (this == MOBILE || this == LANDLINE));
    }
}
