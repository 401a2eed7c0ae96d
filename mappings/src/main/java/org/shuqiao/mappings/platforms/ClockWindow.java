package org.shuqiao.mappings.platforms;

import java.util.Set;

/**
 * How a platform looks at the time stamps of calls.
 *
 * @param windowMs how far a time stamp may be from its clock
 * @param maxCorrectionMs how far our time stamps may be moved to follow its clock where the two are far apart; 0 where they are not
 * @param codes with which it says that a time stamp is wrong, each of them a code for AUTH; empty where it has none of its own
 */
public record ClockWindow(long windowMs, long maxCorrectionMs, Set<String> codes) {

    /** @throws IllegalArgumentException for a correction that leads out of the window, since that would hide a broken clock */
    public ClockWindow {
        codes = Set.copyOf(codes);
        if (windowMs < 1 || maxCorrectionMs < 0 || maxCorrectionMs > windowMs) {
            throw new IllegalArgumentException("a correction stays within the window");
        }
    }
}
