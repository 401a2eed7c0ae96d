package org.shuqiao.mappings.residue;

import java.util.List;

/**
 * A word that must not leave a center.
 *
 * @param shortNames by which it is known too; those that {@link EnterpriseName} derives need not be given
 */
public record DictionaryTerm(String text, Kind kind, List<String> shortNames) {

    /** What the word names. Of enterprises and customers the usual short names are looked for, too. */
    public enum Kind {
        ENTERPRISE,
        CUSTOMER,
        PRODUCT,
        PERSON,
        OTHER
    }

    /**
     * A phrase in which a word of the dictionary is none: the street 海川路 is not the enterprise 海川.
     *
     * @param reason why, for who reads the dictionary
     */
    public record Allowed(String phrase, String reason) {}

    public DictionaryTerm {
        shortNames = List.copyOf(shortNames);
    }

    /** A word as it is. */
    public static DictionaryTerm word(String text) {
        return new DictionaryTerm(text, Kind.OTHER, List.of());
    }

    boolean isEnterprise() {
        return kind == Kind.ENTERPRISE || kind == Kind.CUSTOMER;
    }
}
