package org.shuqiao.routes.ledger;

import java.util.UUID;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * A platform says that it has not taken what was laid down for it.
 *
 * @param again whether the same may be sent again; else only a person can say what to do
 */
public record Refusal(UUID transfer, ReasonCode reason, boolean again) {}
