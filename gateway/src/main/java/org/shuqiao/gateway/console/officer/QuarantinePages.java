package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.gateway.ListPage;
import org.shuqiao.gateway.QuarantineController;
import org.shuqiao.gateway.QuarantineController.JudgedMany;
import org.shuqiao.gateway.QuarantineController.Judgement;
import org.shuqiao.gateway.QuarantineController.JudgementOfMany;
import org.shuqiao.gateway.SuspectResponse;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.TypedForm;
import org.shuqiao.mappings.residue.ResidueKind;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ActHistoryLedger;
import org.shuqiao.routes.ledger.ActHistoryLedger.Act;
import org.shuqiao.routes.ledger.ActHistoryLedger.Place;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What looks like a leak, for an officer to judge: one by one, or every transfer with the same finding, counted first. */
@Controller
@RequestMapping("/officer/quarantine")
class QuarantinePages {
    private static final int ROWS = 50;
    private static final String LIST = "redirect:/officer/quarantine";
    /** How acts on transfers in quarantine begin. */
    private static final String SAID = "quarantine-";

    private static final String PROPOSED = SAID + "propose-";

    /** The form that decides on many, as its page calls it. */
    private static final String MANY = "many";

    private final QuarantineController quarantine;
    private final Names names;
    private final ReadLedger reads;
    private final ActHistoryLedger history;

    QuarantinePages(QuarantineController quarantine, Names names, Journeys journeys) {
        this.quarantine = quarantine;
        this.names = names;
        this.reads = journeys.ledger().reads();
        this.history = journeys.ledger().actHistory();
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String center,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable ResidueKind kind,
            @RequestParam(required = false) @Nullable String finding,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        String of = names.usci(center);
        ListPage<SuspectResponse> page =
                quarantine.page(of, Asked.of(platform), kind, Asked.of(finding), Asked.of(cursor), ROWS);
        model.addAttribute(
                "suspects",
                page.rows().stream()
                        .map(one -> Suspect.of(one, false, user.caller().keyId(), names))
                        .toList());
        model.addAttribute("next", page.next());
        model.addAttribute("center", of);
        model.addAttribute("platform", Asked.of(platform));
        model.addAttribute("kind", kind);
        model.addAttribute("finding", Asked.of(finding));
        model.addAttribute("kinds", ResidueKind.values());
        model.addAttribute("decisions", Decision.values());
        model.addAttribute("decides", decides(user));
        return "officer/quarantine";
    }

    @GetMapping("/{transfer}")
    String one(@PathVariable UUID transfer, @AuthenticationPrincipal ConsoleUser user, Model model) {
        SuspectResponse found = quarantine.find(transfer).orElse(null);
        List<Act> said = said(transfer);
        if (found == null) {
            return judged(transfer, said, model);
        }
        Suspect suspect = Suspect.of(found, decides(user), user.caller().keyId(), names);
        model.addAttribute("suspect", suspect);
        model.addAttribute("decides", decides(user));
        model.addAttribute("said", suspect.proposal() == null ? said : before(said));
        return "officer/suspect";
    }

    /** Who comes late reads what became of it: a link to a case outlives the case. */
    private String judged(UUID transfer, List<Act> said, Model model) {
        TransferView known = reads.transfer(transfer).orElse(null);
        if (known == null && said.isEmpty()) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer in quarantine"));
        }
        boolean open = said.isEmpty() || said.get(0).action().startsWith(PROPOSED);
        model.addAttribute("id", transfer);
        model.addAttribute("transfer", known);
        model.addAttribute("decided", open ? null : said.get(0));
        model.addAttribute("said", open ? said : before(said));
        return "officer/judged";
    }

    /** Newest first. */
    private List<Act> said(UUID transfer) {
        return history.page(null, transfer.toString(), Place.START, Limits.ACTS_SHOWN).acts().stream()
                .filter(act -> act.action().startsWith(SAID))
                .toList();
    }

    /** The newest has a place of its own on the page. */
    private static List<Act> before(List<Act> said) {
        return said.stream().skip(1).toList();
    }

    /** To withhold is never refused for what has changed meanwhile; to let go on holds for what this officer has seen. */
    @PostMapping("/{transfer}")
    String judge(
            @PathVariable UUID transfer,
            @RequestParam Decision decision,
            @RequestParam String reason,
            @RequestParam String seen,
            @RequestParam String standing,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        boolean bound = decision != Decision.WITHHOLD;
        Judgement judgement = new Judgement(decision, reason, bound ? seen : null, bound ? standing : null);
        try {
            boolean decided = quarantine
                    .judge(transfer, judgement, user.caller())
                    .getStatusCode()
                    .isSameCodeAs(HttpStatus.NO_CONTENT);
            String said = "officer.quarantine." + (decided ? "decided." : "proposed.") + decision.name();
            next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(said));
            return LIST;
        } catch (Failure refused) {
            if (!isTooLate(refused)) {
                throw refused;
            }
            next.addFlashAttribute(Flash.ATTRIBUTE, Flash.refused("officer.quarantine.too.late", reason));
            return LIST + "/" + transfer;
        }
    }

    /** Whether it was not in quarantine any more, which is nobody's mistake. */
    private static boolean isTooLate(Failure refused) {
        return refused.code() == FailureCode.WRONG_STATE
                && "transfer".equals(refused.facts().get("what"));
    }

    @PostMapping("/bulk/count")
    String count(
            @RequestParam String finding,
            @RequestParam Decision decision,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        return bulk(
                quarantine.judgeMany(new JudgementOfMany(finding, decision, true, null, null), user.caller()),
                finding,
                decision,
                "",
                model);
    }

    /** Where a browser comes to that goes back, or changes the language, on the answer to an act. A refused form comes back, counted anew. */
    @GetMapping({"/bulk", "/bulk/count"})
    String back(@AuthenticationPrincipal ConsoleUser user, Model model, RedirectAttributes next) {
        if (model.getAttribute(TypedForm.ATTRIBUTE) instanceof TypedForm typed && typed.is(MANY)) {
            for (Decision decision : Decision.values()) {
                if (decision.name().equals(typed.value("decision"))) {
                    return count(typed.value("finding"), decision, user, model);
                }
            }
        }
        return Returns.to("/officer/quarantine", model, next);
    }

    /** One step; the page asks for the next by itself until all is done. */
    @PostMapping("/bulk")
    String judgeMany(
            @RequestParam String finding,
            @RequestParam Decision decision,
            @RequestParam String token,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        return bulk(
                quarantine.judgeMany(new JudgementOfMany(finding, decision, false, token, reason), user.caller()),
                finding,
                decision,
                reason,
                model);
    }

    /** @param reason empty where so far it was only counted */
    private static String bulk(JudgedMany many, String finding, Decision decision, String reason, Model model) {
        model.addAttribute("many", many);
        model.addAttribute("finding", finding);
        model.addAttribute("decision", decision);
        model.addAttribute("reason", reason);
        return "officer/bulk";
    }

    private static boolean decides(ConsoleUser user) {
        return user.caller().role() == Role.OFFICER;
    }
}
