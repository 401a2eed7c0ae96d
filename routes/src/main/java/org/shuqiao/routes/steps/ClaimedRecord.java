package org.shuqiao.routes.steps;

import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.platforms.PlatformAccess;

/**
 * A record that this gateway is to prepare for one platform.
 *
 * @param originalHash SM3(salt ‖ received bytes), hex
 */
public record ClaimedRecord(
        Preparation preparation, PlatformAccess platform, CanonicalRecord record, String originalHash) {}
