package org.shuqiao.gateway.console.operator;

import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.BulkController;
import org.shuqiao.gateway.BulkController.Bulk;
import org.shuqiao.gateway.BulkController.BulkAnswer;
import org.shuqiao.gateway.TransferController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.ParkedLedger.Action;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Many parked transfers at once, in a part of the page of their search: counted first, then done step by step. */
@Controller
@RequestMapping("/operator/transfers/bulk")
class BulkPage {
    private final BulkController bulk;
    private final Names names;
    private final Watch watch;

    BulkPage(BulkController bulk, Names names, Watch watch) {
        this.bulk = bulk;
        this.names = names;
        this.watch = watch;
    }

    @PostMapping("/count")
    String count(
            @RequestParam Action action,
            @ModelAttribute("query") TransferQuery query,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        BulkAnswer counted = bulk.bulk(new Bulk(action, filter(query), true, null, null), user.caller());
        model.addAttribute("action", action);
        model.addAttribute("answer", counted);
        return "operator/bulk :: counted";
    }

    /** @param why the act is done; {@code reason} is one of the things that are searched for */
    @PostMapping("/step")
    String step(
            @RequestParam Action action,
            @RequestParam String token,
            @RequestParam(required = false) @Nullable String why,
            @ModelAttribute("query") TransferQuery query,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        String told = Typed.reason(why);
        BulkAnswer done = bulk.bulk(new Bulk(action, filter(query), false, token, told), user.caller());
        watch.forget();
        model.addAttribute("action", action);
        model.addAttribute("why", told);
        model.addAttribute("answer", done);
        return "operator/bulk :: progress";
    }

    private TransferController.Filter filter(TransferQuery query) {
        return query.filter(names.usci(query.center()));
    }
}
