package org.shuqiao.certs;

/**
 * The one object through which private bytes can be read. It guards nothing by itself: whoever reads private bytes must name this
 * class, so that every such place is found by searching for it, and an architecture test keeps their list.
 */
public final class PrivateKeyAccess {
    private static final PrivateKeyAccess GRANTED = new PrivateKeyAccess();

    private PrivateKeyAccess() {}

    /** Returns the access, to be handed on to nobody. */
    public static PrivateKeyAccess granted() {
        return GRANTED;
    }
}
