package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;

/** What the residue scan looks for. */
public enum ResidueKind {
    MOBILE("mobile", FieldKind.MOBILE),
    ID_CARD("id-card", FieldKind.ID_CARD),
    USCI("usci", FieldKind.USCI),
    /** A word of the center's dictionary: names of enterprises, customers, products. */
    DICTIONARY("dictionary", FieldKind.ORGANISATION_NAME);

    private final String id;
    private final FieldKind field;

    ResidueKind(String id, FieldKind field) {
        this.id = id;
        this.field = field;
    }

    public String id() {
        return id;
    }

    /** Whether a field of this kind that may leave raw is just what was found. */
    boolean isWhatHolds(@Nullable FieldKind kind) {
        return field == kind;
    }
}
