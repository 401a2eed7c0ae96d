package org.shuqiao.routes.platforms;

import java.time.Instant;

/**
 * A platform hands out nothing to sign calls with, or no successor of what still serves.
 *
 * @param since when it was first asked in vain
 */
public record SecretTrouble(String platform, SecretUnavailable.Why why, Instant since) {}
