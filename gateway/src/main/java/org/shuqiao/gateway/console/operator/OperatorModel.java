package org.shuqiao.gateway.console.operator;

import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page for operators shows: what holds this gateway back, if anything does, and whether the reader may act. */
@ControllerAdvice(basePackageClasses = OperatorModel.class)
final class OperatorModel {
    private final Departures departures;

    OperatorModel(Journeys journeys) {
        this.departures = journeys.log().departures();
    }

    @ModelAttribute("hold")
    @Nullable Hold hold() {
        return departures.hold().orElse(null);
    }

    /** Whether the reader may act; an auditor sees and changes nothing. */
    @ModelAttribute("mayAct")
    boolean mayAct(@AuthenticationPrincipal ConsoleUser user) {
        return !user.is("AUDITOR");
    }
}
