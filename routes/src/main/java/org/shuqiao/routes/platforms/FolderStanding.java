package org.shuqiao.routes.platforms;

import java.time.Instant;
import java.util.List;
import org.shuqiao.mappings.platforms.Finding;

/**
 * How a platform's folder in the home stands to what is in force.
 *
 * @param platform the folder's name
 * @param hash lower-case hex SM3 of what the folder says; empty where it cannot be read
 * @param since when this was first seen
 * @param findings what is wrong with it; empty unless it is refused
 */
public record FolderStanding(String platform, State state, String hash, Instant since, List<Finding> findings) {

    public enum State {
        IN_FORCE,
        /** Something is wrong with it; what was in force before stays so. */
        REFUSED,
        /** It is right, and changes what transfers under way rely on; what was in force before stays so until the next start. */
        AWAITS_RESTART,
        /** It is right, and this gateway has no address and no secrets for it. */
        NOT_CONFIGURED
    }
}
