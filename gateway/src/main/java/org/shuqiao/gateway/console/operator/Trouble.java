package org.shuqiao.gateway.console.operator;

/**
 * What keeps a platform from getting what is for it, or us from hearing of it.
 *
 * @param kind has a word, a sentence that says what it is, and one that says what to do
 * @param arguments of both sentences
 */
record Trouble(Kind kind, Object[] arguments) {

    /** Worst first; what somebody has switched off by intent comes before all that follows from it. */
    enum Kind {
        PAUSED("warn"),
        DRAINING("warn"),
        RESTING("bad"),
        NO_KEY("bad"),
        SECRET("bad"),
        PLACE("bad"),
        FOLDER_REFUSED("bad"),
        LATE("warn"),
        PARKED("warn"),
        CLOCK("warn"),
        FOLDER_WAITS("warn"),
        ASIDE("warn"),
        FOLDER_UNKNOWN("idle"),
        NOT_REACHED("idle");

        private final String tone;

        Kind(String tone) {
            this.tone = tone;
        }
    }

    static Trouble of(Kind kind, Object... arguments) {
        return new Trouble(kind, arguments);
    }

    public String tone() {
        return kind.tone;
    }

    public String word() {
        return "operator.trouble." + kind.name();
    }

    public Sentence what() {
        return new Sentence(word() + ".what", arguments);
    }

    public Sentence remedy() {
        return new Sentence(word() + ".do", arguments);
    }
}
