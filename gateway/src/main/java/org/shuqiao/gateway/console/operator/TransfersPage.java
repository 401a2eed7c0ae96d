package org.shuqiao.gateway.console.operator;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.FoundTransfer;
import org.shuqiao.gateway.TransferController;
import org.shuqiao.gateway.TransferController.NamedRecord;
import org.shuqiao.gateway.TransferController.TransferPage;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds transfers, page by page, newest first. */
@Controller
class TransfersPage {
    private static final int ROWS = 50;

    private final TransferController transfers;
    private final Names names;

    TransfersPage(TransferController transfers, Names names) {
        this.transfers = transfers;
        this.names = names;
    }

    @GetMapping("/operator/transfers")
    String search(
            @ModelAttribute("query") TransferQuery query,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String id = Typed.text(query.id());
        if (id != null) {
            return named(id, model);
        }
        TransferPage page = transfers.transfers(query.filter(names.usci(query.center())), Typed.text(cursor), ROWS);
        show(page.transfers(), model);
        model.addAttribute("next", query.page(page.next()));
        model.addAttribute("reached", page.reached());
        model.addAttribute("later", Typed.text(cursor) != null);
        model.addAttribute("bulk", query.mayMeanParked());
        return "operator/transfers";
    }

    /** What an id names that somebody was told on the telephone. */
    private String named(String id, Model model) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            return show(List.of(), model);
        }
        return transfers
                .find(uuid)
                .map(found -> "redirect:/operator/transfers/" + found.transferId())
                .orElseGet(() -> show(transfers.ofSubmission(uuid), model));
    }

    /** By what a center calls a record; not by an address, since it may have put anything into it. */
    @PostMapping("/operator/transfers/record")
    String ofRecord(
            @RequestParam String center,
            @RequestParam String record,
            @ModelAttribute("query") TransferQuery query,
            Model model) {
        String usci = names.usci(center);
        String recordId = Typed.text(record);
        if (usci == null || recordId == null) {
            return "redirect:/operator/transfers";
        }
        model.addAttribute("record", recordId);
        return show(transfers.ofRecord(new NamedRecord(usci, recordId)), model);
    }

    /** Where a browser comes to that goes back, or changes the language, on the answer. */
    @GetMapping("/operator/transfers/record")
    String back() {
        return "redirect:/operator/transfers";
    }

    private static String show(List<FoundTransfer> found, Model model) {
        model.addAttribute("found", found);
        model.addAttribute("bulk", false);
        model.addAttribute("states", TransferState.values());
        model.addAttribute("reasons", ReasonCode.values());
        return "operator/transfers";
    }
}
