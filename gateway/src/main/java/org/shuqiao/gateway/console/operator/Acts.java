package org.shuqiao.gateway.console.operator;

import java.util.List;
import java.util.Set;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.StoryLedger;
import org.shuqiao.routes.ledger.StoryLedger.Act;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Shows what people did to a route or a platform, and who has switched off what is off. */
@Component
final class Acts {
    private static final int SHOWN = 10;
    private static final Set<String> SWITCHING_OFF = Set.of("pause", "drain");

    private final StoryLedger stories;

    Acts(Journeys journeys) {
        this.stories = journeys.ledger().stories();
    }

    void show(String target, boolean off, Model model) {
        List<Act> acts = stories.acts(target, SHOWN);
        model.addAttribute("acts", acts);
        if (off) {
            acts.stream()
                    .filter(act -> SWITCHING_OFF.contains(act.action()))
                    .findFirst()
                    .ifPresent(act -> model.addAttribute("offBy", act.who()));
        }
    }
}
