package org.shuqiao.routes.platforms;

import java.time.Instant;

/**
 * The place of a platform cannot be used.
 *
 * @param what is wrong there, for example the name of a column; nothing of what is exchanged
 * @param since when it was first met
 */
public record PlaceTrouble(String platform, PlaceFailed.Why why, String what, Instant since) {}
