package org.shuqiao.mappings.residue;

import java.util.Arrays;
import java.util.Collection;

/**
 * Many words found in one pass (Aho and Corasick, 1975). States are numbers and transitions one hash table, so that 100,000 words take
 * tens of megabytes and compile within a second.
 */
final class Words {

    private static final int ROOT = 0;

    interface Found {
        /** A word ends before {@code to}. */
        void at(int from, int to);
    }

    private final long[] keys;
    private final int[] targets;
    private final int mask;
    /** The longest proper suffix of each state that is a state. */
    private final int[] fallbacks;
    /** Length of the word that each state is, or 0. */
    private final int[] lengths;
    /** The longest proper suffix of each state that is a word; the root where there is none. */
    private final int[] shorter;

    private int states = 1;

    private Words(int letters) {
        int capacity = Integer.highestOneBit(Math.max(8, 2 * letters)) * 2;
        keys = new long[capacity];
        targets = new int[capacity];
        mask = capacity - 1;
        fallbacks = new int[letters + 1];
        lengths = new int[letters + 1];
        shorter = new int[letters + 1];
    }

    /** @param words none empty */
    static Words of(Collection<String> words) {
        Words automaton = new Words(words.stream().mapToInt(String::length).sum());
        int[] parents = new int[automaton.lengths.length];
        char[] letters = new char[automaton.lengths.length];
        words.forEach(word -> automaton.add(word, parents, letters));
        automaton.link(parents, letters);
        return automaton;
    }

    private void add(String word, int[] parents, char[] letters) {
        int state = ROOT;
        for (int i = 0; i < word.length(); i++) {
            int next = next(state, word.charAt(i));
            if (next == ROOT) {
                next = states++;
                put(state, word.charAt(i), next);
                parents[next] = state;
                letters[next] = word.charAt(i);
            }
            state = next;
        }
        lengths[state] = word.length();
    }

    /** A state's suffixes are those of shorter states, so these come first. */
    private void link(int[] parents, char[] letters) {
        for (int state : byDepth(parents)) {
            int suffix = parents[state] == ROOT ? ROOT : fallbacks[parents[state]];
            while (suffix != ROOT && next(suffix, letters[state]) == ROOT) {
                suffix = fallbacks[suffix];
            }
            fallbacks[state] = parents[state] == ROOT ? ROOT : next(suffix, letters[state]);
            shorter[state] = lengths[fallbacks[state]] > 0 ? fallbacks[state] : shorter[fallbacks[state]];
        }
    }

    private int[] byDepth(int[] parents) {
        int[] depths = new int[states];
        int deepest = 0;
        for (int state = 1; state < states; state++) {
            depths[state] = depths[parents[state]] + 1;
            deepest = Math.max(deepest, depths[state]);
        }
        int[] begin = new int[deepest + 2];
        for (int state = 1; state < states; state++) {
            begin[depths[state] + 1]++;
        }
        for (int depth = 1; depth < begin.length; depth++) {
            begin[depth] += begin[depth - 1];
        }
        int[] ordered = new int[states - 1];
        for (int state = 1; state < states; state++) {
            ordered[begin[depths[state]]++] = state;
        }
        return ordered;
    }

    private static long key(int state, char letter) {
        return (long) state << 16 | letter;
    }

    private int slot(long key) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (targets[slot] != ROOT && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int next(int state, char letter) {
        return targets[slot(key(state, letter))];
    }

    private void put(int state, char letter, int next) {
        int slot = slot(key(state, letter));
        keys[slot] = key(state, letter);
        targets[slot] = next;
    }

    /** Every occurrence of every word, in the order of their ends. */
    void find(char[] text, int length, Found found) {
        int state = ROOT;
        for (int i = 0; i < length; i++) {
            int next = next(state, text[i]);
            while (next == ROOT && state != ROOT) {
                state = fallbacks[state];
                next = next(state, text[i]);
            }
            state = next;
            int word = lengths[state] > 0 ? state : shorter[state];
            while (word != ROOT) {
                found.at(i + 1 - lengths[word], i + 1);
                word = shorter[word];
            }
        }
    }

    @Override
    public String toString() {
        return "Words[" + Arrays.stream(lengths).filter(length -> length > 0).count() + "]";
    }
}
