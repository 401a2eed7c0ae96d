package org.shuqiao.certs.log;

/** Counts things of one kind that were compared, and remembers the first that was not as it must be. */
final class Tally {
    private final String things;
    private long same;
    private long other;
    private long hidden;
    private String first = "";

    /** Names the kind in the plural. */
    Tally(String things) {
        this.things = things;
    }

    void same() {
        same++;
    }

    void hidden() {
        hidden++;
    }

    void other(String fault) {
        if (other++ == 0) {
            first = fault;
        }
    }

    Check check(String name) {
        if (other > 0) {
            return new Check(
                    name, false, other + " of " + (same + other) + " " + things + " do not agree; first: " + first);
        }
        return new Check(
                name, true, same + " " + things + " agree" + (hidden > 0 ? ", " + hidden + " are not shown" : ""));
    }
}
