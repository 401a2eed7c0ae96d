package org.shuqiao.mappings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Words that must not leave a center: names of enterprises, customers and products, with their short forms. Built once, then thread-safe. */
public final class CenterDictionary {

    public static final int WORDS = 100_000;
    public static final int WORD_CODE_POINTS = 100;

    private static final int SHORTEST_CODE_POINTS = 2;

    private final Words words;

    private CenterDictionary(Words words) {
        this.words = words;
    }

    /**
     * @throws DictionaryRefused if a word is shorter than two characters (after folding) or longer than {@link #WORD_CODE_POINTS}, or
     *     there are more than {@link #WORDS}
     */
    public static CenterDictionary of(Collection<String> words) {
        if (words.size() > WORDS) {
            throw new DictionaryRefused(words.size());
        }
        List<String> folded = new ArrayList<>(words.size());
        for (String word : words) {
            folded.add(folded(word, folded.size()));
        }
        return new CenterDictionary(Words.of(folded));
    }

    public static CenterDictionary empty() {
        return of(List.of());
    }

    private static String folded(String word, int index) {
        String folded = word.codePoints()
                .mapToObj(c -> Folding.fold(c))
                .filter(unit -> !Folding.isGap(unit))
                .map(String::valueOf)
                .collect(Collectors.joining());
        if (folded.length() < SHORTEST_CODE_POINTS || word.codePointCount(0, word.length()) > WORD_CODE_POINTS) {
            throw new DictionaryRefused(index);
        }
        return folded;
    }

    void scan(Letters letters, CodeRun.Found found) {
        letters.find(words, (from, to) -> found.at(ResidueKind.DICTIONARY, from, to));
    }

    @Override
    public String toString() {
        return "CenterDictionary";
    }
}
