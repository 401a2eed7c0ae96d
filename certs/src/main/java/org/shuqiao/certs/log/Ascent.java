package org.shuqiao.certs.log;

/** The way from a node up to the root, one sibling at a time (RFC 9162 §2.1.3.2). For one way. */
final class Ascent {
    private long position;
    private long last;

    /**
     * Starts at a node.
     *
     * @param position of the node on its level, from 0
     * @param last position of the last node of that level
     */
    Ascent(long position, long last) {
        this.position = position;
        this.last = last;
    }

    /** Goes up past the next sibling, and returns whether that stands on the left. */
    boolean passesSiblingOnTheLeft() {
        boolean left = (position & 1) == 1 || position == last;
        if (left) {
            int lonely = position == 0 ? 0 : Long.numberOfTrailingZeros(position);
            position >>= lonely; // levels where the node has no sibling and moves up unchanged
            last >>= lonely;
        }
        position >>= 1;
        last >>= 1;
        return left;
    }
}
