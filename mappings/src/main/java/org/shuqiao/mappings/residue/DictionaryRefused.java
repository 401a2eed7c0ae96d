package org.shuqiao.mappings.residue;

/** A dictionary has a word that cannot be looked for, or too many words. */
public final class DictionaryRefused extends RuntimeException {

    private final int index;

    DictionaryRefused(int index) {
        super("word " + index);
        this.index = index;
    }

    /** Position of the offending word, from 0. */
    public int index() {
        return index;
    }
}
