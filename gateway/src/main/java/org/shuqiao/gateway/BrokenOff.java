package org.shuqiao.gateway;

/**
 * An answer that was begun cannot be finished. It must reach the server as it is, which then cuts the connection: a problem written
 * after half an archive would look like its end.
 */
public final class BrokenOff extends RuntimeException {
    private final String fault;

    /** Without the fault itself, whose text the server would log. */
    BrokenOff(RuntimeException fault) {
        super("an answer was broken off", null, false, false);
        this.fault = fault.getClass().getName();
    }

    /** Class of what went wrong. */
    public String fault() {
        return fault;
    }
}
