package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * A transfer that this gateway may ask the platform about now.
 *
 * @param attempt the last attempt; an answer to the question is worth nothing once there is a newer one
 * @param state UNKNOWN or ACCEPTED
 * @param asks how often was asked since then, this question included
 * @param createdAt when the transfer was first prepared, for its budget of age
 * @param statement as it was signed; names the payload's hash
 */
public record AskedTransfer(UUID id, int attempt, TransferState state, int asks, Instant createdAt, byte[] statement) {}
