package org.shuqiao.mappings.masking;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Redactor;

/**
 * How free texts of one record are redacted.
 *
 * @param words that must not leave the center
 * @param wordsVersion their number at the center; 0 without any
 * @param always source paths of texts that are redacted whatever their transform, because an officer has said so
 */
public record Redaction(CenterDictionary words, long wordsVersion, Set<String> always) {

    /** Takes out what shows by its form. */
    public static final Redaction BY_FORM = new Redaction(CenterDictionary.empty(), 0, Set.of());

    static final String NAME = "redact";

    private static final Redactor REDACTOR = new Redactor();

    public Redaction {
        always = Set.copyOf(always);
    }

    /** @return null where nothing of the text may be left */
    @Nullable String of(String text) {
        return REDACTOR.redact(text, words);
    }

    /**
     * What the statement says of it: what is taken out depends on the words, too.
     *
     * @param algorithm version of the transform
     * @return for example {@code 1/7}
     */
    String version(String algorithm) {
        return algorithm + "/" + wordsVersion;
    }
}
