package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.shuqiao.mappings.residue.DictionaryTerm.Allowed;

/**
 * Words that must not leave a center: names of enterprises, customers, products and people, with their short forms. Built once, then
 * thread-safe. Never says what is in it.
 */
public final class CenterDictionary {

    public static final int WORDS = 100_000;
    public static final int ALLOWED = 10_000;
    public static final int WORD_CODE_POINTS = 100;

    private static final int SHORTEST_CODE_POINTS = 2;
    /** Units of the longest phrase with as many gaps in it. */
    private static final int REACH = 2 * WORD_CODE_POINTS;

    private final Words words;
    private final Words allowed;

    private CenterDictionary(Words words, Words allowed) {
        this.words = words;
        this.allowed = allowed;
    }

    /**
     * @throws DictionaryRefused with the place of a term (allowed phrases are counted behind the terms) that is shorter than two characters
     *     after folding, has a short name that is, or is longer than {@link #WORD_CODE_POINTS}; or with the number of terms, if there are
     *     more than {@link #WORDS}, or more than {@link #ALLOWED} phrases
     */
    public static CenterDictionary of(Collection<DictionaryTerm> terms, Collection<Allowed> phrases) {
        if (terms.size() > WORDS || phrases.size() > ALLOWED) {
            throw new DictionaryRefused(terms.size());
        }
        Set<String> words = new HashSet<>();
        int index = 0;
        for (DictionaryTerm term : terms) {
            words.add(folded(term.text(), index));
            for (String name : term.shortNames()) {
                words.add(folded(name, index));
            }
            if (term.isEnterprise()) {
                EnterpriseName.shortNames(term.text()).forEach(name -> words.add(folded(name)));
            }
            index++;
        }
        words.removeIf(word -> word.length() < SHORTEST_CODE_POINTS);
        List<String> allowed = new ArrayList<>();
        for (Allowed phrase : phrases) {
            allowed.add(folded(phrase.phrase(), index++));
        }
        return new CenterDictionary(Words.of(words), Words.of(allowed));
    }

    /** @throws DictionaryRefused as {@link #of(Collection, Collection)} */
    public static CenterDictionary of(Collection<String> words) {
        return of(words.stream().map(DictionaryTerm::word).toList(), List.of());
    }

    public static CenterDictionary empty() {
        return of(List.of());
    }

    private static String folded(String word, int index) {
        String folded = folded(word);
        if (folded.length() < SHORTEST_CODE_POINTS || word.codePointCount(0, word.length()) > WORD_CODE_POINTS) {
            throw new DictionaryRefused(index);
        }
        return folded;
    }

    private static String folded(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        word.codePoints().forEach(c -> {
            char unit = Folding.fold(c);
            if (!Folding.isGap(unit)) {
                folded.append(Letters.plain(unit));
            }
        });
        return folded.toString();
    }

    void scan(Letters letters, CodeRun.Found found) {
        NavigableMap<Integer, Integer> phrases = new TreeMap<>();
        letters.find(allowed, (from, to) -> phrases.merge(from, to, Math::max));
        letters.find(words, (from, to) -> {
            if (!isWithin(phrases, from, to)) {
                found.at(ResidueKind.DICTIONARY, from, to);
            }
        });
    }

    /** A phrase that covers a word begins no further before it than the longest phrase is long. */
    private static boolean isWithin(NavigableMap<Integer, Integer> phrases, int from, int to) {
        return phrases.subMap(from - REACH, true, from, true).values().stream().anyMatch(end -> end >= to);
    }

    @Override
    public String toString() {
        return "CenterDictionary";
    }
}
