package org.shuqiao.gateway.console.overview;

import java.util.ArrayList;
import java.util.List;

/**
 * A center or a platform, with the arrow between it and us.
 *
 * @param names in Chinese and in English; empty for those that are shown together
 * @param together how many are shown together; 1 for one alone
 * @param path to what is to be seen of it; empty where there is nothing
 */
record Node(Arrow arrow, Names names, int together, String path) {
    /** Of a line on the picture, where a Latin letter takes about half of a Chinese character. */
    private static final double ROOM = 12;

    private static final int LINES = 3;

    private static final double LATIN = 0.55;
    private static final int FIRST_OF_CJK = 0x2E80;

    record Names(String zh, String en) {
        static final Names NONE = new Names("", "");

        static Names same(String name) {
            return new Names(name, name);
        }

        String in(String language) {
            return language.equals("en") ? en : zh;
        }
    }

    public String name(String language) {
        return names.in(language);
    }

    /** The name in up to three lines, as far as the picture has room for it. */
    public List<String> lines(String language) {
        List<String> lines = new ArrayList<>();
        String rest = name(language);
        while (fitting(rest) < rest.length() && lines.size() < LINES - 1) {
            int fits = fitting(rest);
            int space = rest.lastIndexOf(' ', fits);
            int end = space > 0 ? space : fits;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        int last = fitting(rest);
        lines.add(last == rest.length() ? rest : rest.substring(0, last - 1).strip() + "…");
        return List.copyOf(lines);
    }

    /** How many characters fit on a line. */
    private static int fitting(String text) {
        double taken = 0;
        for (int i = 0; i < text.length(); i++) {
            taken += text.charAt(i) < FIRST_OF_CJK ? LATIN : 1;
            if (taken > ROOM) {
                return i;
            }
        }
        return text.length();
    }

    static Mood worst(List<Trouble> troubles) {
        return troubles.stream().map(Trouble::mood).reduce(Mood.IDLE, Mood::or);
    }
}
