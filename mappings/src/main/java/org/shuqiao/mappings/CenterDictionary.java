package org.shuqiao.mappings;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;
import org.ahocorasick.trie.Trie.TrieBuilder;

/** Words that must not leave a center: names of enterprises, customers and products, with their short forms. Built once, then thread-safe. */
public final class CenterDictionary {

    public static final int WORDS = 100_000;
    public static final int WORD_CODE_POINTS = 100;

    private static final int SHORTEST_CODE_POINTS = 2;

    private final Trie words;

    private CenterDictionary(Trie words) {
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
        TrieBuilder trie = Trie.builder();
        int index = 0;
        for (String word : words) {
            trie.addKeyword(folded(word, index++));
        }
        return new CenterDictionary(trie.build());
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

    void scan(FoldedText text, CodeRun.Found found) {
        char[] letters = new char[text.length()];
        int[] units = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Folding.isGap(text.unit(i))) {
                letters[length] = text.unit(i);
                units[length++] = i;
            }
        }
        for (Emit emit : words.parseText(new String(letters, 0, length))) {
            int from = units[emit.getStart()];
            int to = units[emit.getEnd()] + 1;
            if (standsAlone(text, from, to)) {
                found.at(ResidueKind.DICTIONARY, from, to);
            }
        }
    }

    /** A Latin word is found only as a word: AI is not in EMAIL. Chinese has no such borders. */
    private static boolean standsAlone(FoldedText text, int from, int to) {
        boolean before = from > 0 && Folding.isCode(text.unit(from)) && Folding.isCode(text.unit(from - 1));
        boolean behind = to < text.length() && Folding.isCode(text.unit(to - 1)) && Folding.isCode(text.unit(to));
        return !before && !behind;
    }

    @Override
    public String toString() {
        return "CenterDictionary";
    }
}
