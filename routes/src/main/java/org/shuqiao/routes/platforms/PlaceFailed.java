package org.shuqiao.routes.platforms;

import org.jspecify.annotations.Nullable;

/** The place where things are laid down and collected did not do what was asked. */
public final class PlaceFailed extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a place does not serve. */
    public enum Why {
        /** Nobody is there, or not in time. */
        UNREACHABLE,
        /** Who is there does not let us in, or is not whom we know. */
        REFUSED,
        /** It is not as the platform's description says. */
        NOT_AS_DESCRIBED,
        /** There is no room. */
        FULL,
        /** It broke off, or could not do it. */
        BROKEN
    }

    private final Why why;
    private final String what;

    /** @param what is wrong, for example the name of a column; nothing of what is exchanged */
    public PlaceFailed(Why why, String what) {
        this(why, what, null);
    }

    public PlaceFailed(Why why, String what, @Nullable Throwable cause) {
        super(why + (what.isEmpty() ? "" : " " + what), cause);
        this.why = why;
        this.what = what;
    }

    public Why why() {
        return why;
    }

    public String what() {
        return what;
    }
}
