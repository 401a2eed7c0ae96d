package org.shuqiao.routes.ledger;

import java.time.Instant;

/**
 * What a platform said at its place and could not be used.
 *
 * @param source the file, the row of a table, the message
 * @param row in it, from 0; -1 for the source as a whole
 */
public record PutAside(String platform, String source, int row, String reason, Instant seenAt) {}
