package org.shuqiao.mappings.residue;

/** A text without its gaps, for words that may have been pulled apart; whatever can be read as a digit is one. */
final class Letters {

    private final FoldedText text;
    private final char[] letters;
    private final int[] units;
    private int length;

    Letters(FoldedText text) {
        this.text = text;
        this.letters = new char[text.length()];
        this.units = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            if (!Folding.isGap(text.unit(i))) {
                letters[length] = plain(text.unit(i));
                units[length++] = i;
            }
        }
    }

    /** As letters of words are compared, those of the text and those that are looked for. */
    static char plain(char unit) {
        return switch (unit) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> ChineseNumber.plain(unit);
        };
    }

    /** @param found told units of the text: the first of the word, and the one behind its last */
    void find(Words words, Words.Found found) {
        words.find(letters, length, (from, to) -> {
            int first = units[from];
            int behind = units[to - 1] + 1;
            if (standsAlone(first, behind)) {
                found.at(first, behind);
            }
        });
    }

    /** A Latin word is found only as a word: AI is not in EMAIL. Chinese has no such borders. */
    private boolean standsAlone(int from, int to) {
        return !(from > 0 && Folding.isCode(text.unit(from)) && Folding.isCode(text.unit(from - 1)))
                && !(to < text.length() && Folding.isCode(text.unit(to - 1)) && Folding.isCode(text.unit(to)));
    }
}
