package org.shuqiao.gateway.console.operator;

import java.util.Map;
import org.shuqiao.gateway.AsideController;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The platforms: what is wrong with each, and what to do. Their switches are those of {@link SwitchPage}. */
@Controller
@RequestMapping("/operator/platforms")
class PlatformsPage {
    private final PlatformRows rows;
    private final Watch watch;
    private final AsideController asides;
    private final Acts acts;

    PlatformsPage(PlatformRows rows, Watch watch, AsideController asides, Acts acts) {
        this.rows = rows;
        this.watch = watch;
        this.asides = asides;
        this.acts = acts;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("rows", rows.all());
        return "operator/platforms";
    }

    @GetMapping("/{id}")
    String platform(@PathVariable String id, Model model) {
        PlatformRow row = row(id);
        model.addAttribute("row", row);
        model.addAttribute(
                "open",
                watch.open().stream().filter(open -> open.platform().equals(id)).toList());
        acts.show(id, row.off(), model);
        return "operator/platform";
    }

    @GetMapping("/{id}/aside")
    String aside(@PathVariable String id, Model model) {
        model.addAttribute("row", row(id));
        model.addAttribute("asides", asides.aside(id));
        return "operator/aside";
    }

    private PlatformRow row(String id) {
        return rows.find(id).orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform")));
    }
}
