package org.shuqiao.gateway.console.officer;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.EnteredReceiptController;
import org.shuqiao.gateway.EnteredReceiptController.EnteredReceipt;
import org.shuqiao.gateway.PackageController;
import org.shuqiao.gateway.PackageController.MadePackage;
import org.shuqiao.gateway.PackageController.PackageOrder;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.PackageLedger.Made;
import org.shuqiao.routes.offline.EnterReceipt;
import org.shuqiao.routes.offline.Packages;
import org.shuqiao.routes.steps.Limits;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Packages that people carry to platforms: made, taken, and what became of what is in them. */
@Controller
@RequestMapping("/officer/packages")
class PackagePages {
    private final PackageController packages;
    private final EnteredReceiptController papers;
    private final Packages offline;
    private final EnterReceipt receipts;
    private final Names names;

    PackagePages(PackageController packages, EnteredReceiptController papers, Journeys journeys, Names names) {
        this.packages = packages;
        this.papers = papers;
        this.offline = journeys.packages();
        this.receipts = journeys.enterReceipt();
        this.names = names;
    }

    /** @param waiting transfers that the next package would have */
    record Place(String id, String name, int waiting) {}

    /** @param mine whether who looks has entered it, and so cannot confirm it */
    record Entry(EnteredReceipt paper, boolean mine) {}

    /** @param platform whose packages are listed; the first where none is named */
    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable UUID before,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        List<Place> places = offline.platforms().stream()
                .sorted()
                .map(id -> new Place(id, names.platform(id), offline.waiting(id)))
                .toList();
        String chosen =
                Asked.of(platform) == null && !places.isEmpty() ? places.get(0).id() : Asked.of(platform);
        List<MadePackage> made = chosen == null ? List.of() : packages.list(chosen, before);
        model.addAttribute("places", places);
        model.addAttribute("chosen", chosen);
        model.addAttribute("made", made);
        model.addAttribute(
                "next",
                made.size() < Limits.PACKAGES_SHOWN
                        ? null
                        : made.get(made.size() - 1).id());
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/packages";
    }

    @PostMapping
    String make(@RequestParam String platform, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes next) {
        MadePackage made = packages.make(new PackageOrder(platform), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.package.made", made.transfers()));
        return PaperPages.toPackage(made.id(), next);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, Model model) {
        Made made = offline.find(id).made();
        String me = user.caller().keyId();
        model.addAttribute("made", made);
        model.addAttribute("rows", offline.packed(id));
        model.addAttribute("scans", receipts.scans(id));
        model.addAttribute(
                "papers",
                papers.entered(id).stream()
                        .map(paper -> new Entry(paper, paper.enteredBy().equals(me)))
                        .toList());
        model.addAttribute("acts", AgreementPages.acts(user));
        // No template may be called package: jars leave out what was once the text of Javadoc.
        return "officer/packed";
    }

    /** An act, since who takes a package is written down: no link or reload takes one. */
    @PostMapping("/{id}/archive")
    void archive(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, HttpServletResponse response) {
        packages.archive(id, user.caller(), response);
    }
}
