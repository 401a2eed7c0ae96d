package org.shuqiao.gateway.console;

import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.stereotype.Component;

/** Knows to which platforms people carry packages, and what is on its way to them. */
@Component
public final class Carried {
    /** In place of the state of a transfer that is in a package: whether it arrives is no riddle, its paper says so. */
    public static final String WORD = "CARRIED";

    private final Journeys journeys;

    Carried(Journeys journeys) {
        this.journeys = journeys;
    }

    public boolean isTo(String platform) {
        return journeys.parts()
                .platforms()
                .find(platform)
                .filter(access -> access.platform().descriptor().transport() instanceof Transport.Offline)
                .isPresent();
    }

    /** Whether it has gone into a package, and no paper has come back. */
    public boolean is(TransferState state, String platform) {
        return (state == TransferState.SENDING || state == TransferState.UNKNOWN) && isTo(platform);
    }
}
