package org.shuqiao.gateway.console.operator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.OperatorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What has waited for too long, and what people carry. */
@Controller
class StuckPage {
    private final OperatorController operators;
    private final PlatformRows platforms;

    StuckPage(OperatorController operators, PlatformRows platforms) {
        this.operators = operators;
        this.platforms = platforms;
    }

    /** How long is too long, to choose from. */
    enum Patience {
        QUARTER(Duration.ofMinutes(15)),
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1)),
        NONE(Duration.ZERO);

        private final Duration longerThan;

        Patience(Duration longerThan) {
            this.longerThan = longerThan;
        }
    }

    @GetMapping("/operator/stuck")
    String stuck(@RequestParam(required = false) @Nullable String patience, Model model) {
        Patience chosen = Typed.choice(patience, Patience.class);
        Patience asked = chosen == null ? Patience.QUARTER : chosen;
        List<PlatformRow> carried =
                platforms.all().stream().filter(PlatformRow::carried).toList();
        model.addAttribute("patiences", Patience.values());
        model.addAttribute("patience", asked);
        model.addAttribute("stuck", operators.stuck(asked.longerThan));
        model.addAttribute("carried", carried);
        return "operator/stuck";
    }
}
