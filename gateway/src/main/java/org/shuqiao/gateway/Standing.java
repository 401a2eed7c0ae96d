package org.shuqiao.gateway;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformClock;
import org.shuqiao.routes.platforms.SecretTrouble;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.LogStatus;

/**
 * How this gateway stands, as it was found at one look.
 *
 * @param ledger whether the database answers
 * @param store whether the ledger takes what must be recorded
 * @param broker whether hints can be sent
 * @param key whether statements are signed so that others can verify them
 * @param canLog whether the tree is what was signed, and leaves get their place in time
 * @param missingKeys roles that no key fills
 * @param platformsWithoutCallKey whose calls cannot be signed
 * @param platformFolders those that are not in force; what was in force before stays so
 * @param platformClocks those that are far from ours
 * @param endingCertificates that end within thirty days or have ended, soonest first
 * @param hold why nothing leaves; null where it may
 */
public record Standing(
        boolean ledger,
        boolean store,
        boolean broker,
        boolean key,
        boolean canLog,
        Set<StoredKey.Role> missingKeys,
        List<String> platformsWithoutCallKey,
        List<SecretTrouble> platformsWithoutSecret,
        List<FolderStanding> platformFolders,
        List<PlatformClock.Skew> platformClocks,
        List<PlaceTrouble> platformPlaces,
        List<ExpiryWarnings.Near> endingCertificates,
        boolean revocationListsRenewed,
        @Nullable Hold hold,
        LogStatus log) {

    /** Can store, can hint, can sign, and nothing is held back for a fault of ours. */
    public boolean isReady() {
        return store && broker && key && hold == null;
    }
}
