package org.shuqiao.gateway.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Tells what happens, in chapters, and remembers every expectation that did not hold. */
final class Story {
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String FAINT = "2";

    private final PrintWriter out;
    private final boolean colour;
    private final List<String> unmet = new ArrayList<>();
    private int chapters;

    /** @param colour whether the reader is a terminal that knows ANSI colours */
    Story(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    void title(String text) {
        line(painted(BOLD, text));
    }

    void chapter(String zh, String en) {
        chapters++;
        line("");
        line(painted(BOLD, chapters + "  " + zh + "  " + en));
    }

    void say(String text) {
        line("   " + text);
    }

    /** A fact that belongs to the line above. */
    void detail(String label, String text) {
        line("     " + painted(FAINT, label) + "  " + text);
    }

    /** Says that something holds, or that it should and does not. */
    void expect(boolean holds, String what) {
        line("   " + (holds ? painted(GREEN, "✓") : painted(RED, "✗")) + " " + what);
        if (!holds) {
            unmet.add(what);
        }
    }

    /** Returns what did not hold, in the order it was told. */
    List<String> unmet() {
        return List.copyOf(unmet);
    }

    /** The last words: whether everything held, and if not, what did not. */
    void end() {
        line("");
        if (unmet.isEmpty()) {
            line(painted(GREEN, "全部成立。Everything held."));
        } else {
            line(painted(RED, "未成立 / did not hold:"));
            unmet.forEach(what -> line("   " + painted(RED, "✗") + " " + what));
        }
    }

    private String painted(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
