package org.shuqiao.gateway.console.overview;

import java.util.List;

/**
 * A center or a platform, with the arrow between it and us.
 *
 * @param names in Chinese and in English; empty for those that are shown together
 * @param together how many are shown together; 1 for one alone
 * @param path to what is to be seen of it; empty where there is nothing
 */
record Node(Arrow arrow, Names names, int together, String path) {
    /** Widths of a name on the picture, where a Latin letter takes about half of a Chinese character. */
    private static final double ROOM = 13;

    record Names(String zh, String en) {
        static final Names NONE = new Names("", "");

        static Names same(String name) {
            return new Names(name, name);
        }
    }

    public String name(String language) {
        return language.equals("en") ? names.en() : names.zh();
    }

    /** As much of the name as the picture has room for. */
    public String label(String language) {
        String name = name(language);
        double taken = 0;
        for (int i = 0; i < name.length(); i++) {
            taken += name.charAt(i) < 0x2E80 ? 0.55 : 1;
            if (taken > ROOM) {
                return name.substring(0, i - 1) + "…";
            }
        }
        return name;
    }

    static Mood worst(List<Trouble> troubles) {
        return troubles.stream().map(Trouble::mood).reduce(Mood.IDLE, Mood::or);
    }
}
