package org.shuqiao.routes.ledger;

import java.time.Clock;
import org.shuqiao.certs.log.LogHash;

/**
 * What leaves of the transparency log are made with.
 *
 * @param ids of leaves; their time is what the sequencer's lag is counted from
 * @param hash of the tree
 * @param clock says when an event happened
 */
public record Leaves(Uuid7 ids, LogHash hash, Clock clock) {}
