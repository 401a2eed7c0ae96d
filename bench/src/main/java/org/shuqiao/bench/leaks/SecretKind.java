package org.shuqiao.bench.leaks;

import java.util.Locale;

/** What is planted. */
enum SecretKind {
    MOBILE,
    LANDLINE,
    ID_CARD,
    ID_CARD_OLD,
    USCI,
    BANK_CARD,
    EMAIL,
    PLATE,
    IPV4,
    IPV6,
    MAC,
    PATENT,
    SOFTWARE_COPYRIGHT,
    MONEY,
    ENTERPRISE,
    SHORT_NAME,
    CUSTOMER,
    PRODUCT,
    PERSON;

    /** Whether it is known by the center's dictionary, and not by its form. */
    boolean isWord() {
        return compareTo(ENTERPRISE) >= 0;
    }

    /** A number of one piece, which can be written in groups or over two fields. */
    boolean isNumber() {
        return switch (this) {
            case MOBILE, LANDLINE, ID_CARD, ID_CARD_OLD, USCI, BANK_CARD, PATENT, SOFTWARE_COPYRIGHT -> true;
            case EMAIL, PLATE, IPV4, IPV6, MAC, MONEY, ENTERPRISE, SHORT_NAME, CUSTOMER, PRODUCT, PERSON -> false;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
