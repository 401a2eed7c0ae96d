package org.shuqiao.mappings.residue;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;

/** What the residue scan looks for. */
public enum ResidueKind {
    MOBILE("mobile", FieldKind.MOBILE),
    /** Area code and number, or a number that is called one. */
    LANDLINE("landline", null),
    /** Of 18 characters, or of 15 as before 1999. */
    ID_CARD("id-card", FieldKind.ID_CARD),
    USCI("usci", FieldKind.USCI),
    BANK_CARD("bank-card", null),
    EMAIL("email", FieldKind.EMAIL),
    /** Licence plate of a vehicle, GA 36. */
    PLATE("plate", null),
    IP_ADDRESS("ip-address", null),
    MAC_ADDRESS("mac-address", null),
    /** Number of a patent or of an application for one, ZC 0006-2003 and before. */
    PATENT("patent", FieldKind.IDENTIFIER),
    /** 软件著作权登记号. */
    SOFTWARE_COPYRIGHT("software-copyright", FieldKind.IDENTIFIER),
    /** An amount of money beside a word that makes it a secret. */
    MONEY("money", null),
    /** A word of the center's dictionary: names of enterprises, customers, products, people. */
    DICTIONARY("dictionary", FieldKind.ORGANISATION_NAME),
    /** Text that is encoded more often than is looked into. */
    ENCODED("encoded", null);

    private final String id;
    private final @Nullable FieldKind field;

    ResidueKind(String id, @Nullable FieldKind field) {
        this.id = id;
        this.field = field;
    }

    public String id() {
        return id;
    }

    /** Whether a field of this kind that may leave raw is just what was found. */
    boolean isWhatHolds(@Nullable FieldKind kind) {
        return (field != null && field == kind) || (kind == FieldKind.PHONE && (this == MOBILE || this == LANDLINE));
    }
}
