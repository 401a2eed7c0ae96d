package org.shuqiao.mappings.agreements;

/** The same in both languages. */
public record Phrase(String zh, String en) {
    static final Phrase NONE = new Phrase("", "");

    /** Chinese goes from the whole to the part, English from the part to the whole. */
    Phrase then(Phrase part) {
        return equals(NONE) ? part : new Phrase(zh + "的" + part.zh, part.en + " of " + en);
    }

    Phrase with(String place, Phrase value) {
        return new Phrase(zh.replace(place, value.zh), en.replace(place, value.en));
    }
}
