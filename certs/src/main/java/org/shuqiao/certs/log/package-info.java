/**
 * The transparency log: an RFC 6962 Merkle tree over typed leaves, kept in tiles and signed as checkpoints in the forms of C2SP
 * (tlog-tiles, tlog-checkpoint, signed-note), with proofs that anyone can check.
 *
 * <p>{@link org.shuqiao.certs.log.GrowingTree} writes the tree, {@link org.shuqiao.certs.log.LogProofs} answers from its tiles,
 * {@link org.shuqiao.certs.log.LogAudit} derives it anew without believing any of them. Nothing here knows where tiles are kept.
 */
@NullMarked
package org.shuqiao.certs.log;

import org.jspecify.annotations.NullMarked;
