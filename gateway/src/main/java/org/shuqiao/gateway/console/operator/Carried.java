package org.shuqiao.gateway.console.operator;

import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.Journeys;
import org.springframework.stereotype.Component;

/** Knows to which platforms people carry packages. */
@Component
final class Carried {
    private final Journeys journeys;

    Carried(Journeys journeys) {
        this.journeys = journeys;
    }

    boolean isTo(String platform) {
        return journeys.parts()
                .platforms()
                .find(platform)
                .filter(access -> access.platform().descriptor().transport() instanceof Transport.Offline)
                .isPresent();
    }
}
