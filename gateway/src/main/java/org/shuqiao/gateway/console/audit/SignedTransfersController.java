package org.shuqiao.gateway.console.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.EvidenceController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.ExportLedger;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Page;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Limits;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signed transfers as auditors look for them, and their evidence as one archive. */
@Controller
@RequestMapping("/audit/transfers")
class SignedTransfersController {
    private static final String PATH = "/audit/transfers";
    private static final int ROWS = 50;

    /** States that a signed transfer can be in; others were never signed, or are prepared anew. */
    private static final List<TransferState> STATES = List.of(
            TransferState.STORED,
            TransferState.ACCEPTED,
            TransferState.REJECTED,
            TransferState.READY,
            TransferState.SENDING,
            TransferState.UNKNOWN,
            TransferState.PARKED,
            TransferState.ABANDONED,
            TransferState.SUPERSEDED,
            TransferState.WITHDRAWN);

    private final ExportLedger transfers;
    private final AgreementLedger agreements;
    private final KeyOffice keys;
    private final Datasets datasets;
    private final Names names;
    private final EvidenceController evidence;

    SignedTransfersController(
            Journeys journeys, KeyOffice keys, Datasets datasets, Names names, EvidenceController evidence) {
        this.transfers = journeys.ledger().exports(Limits.SIGNED_ROWS);
        this.agreements = journeys.ledger().agreements();
        this.keys = keys;
        this.datasets = datasets;
        this.names = names;
        this.evidence = evidence;
    }

    /** @param rule what its agreement says of the field that was asked for; null where no field was */
    record Row(Found found, @Nullable FieldRule rule) {}

    /** A key that has signed, for the choice of one. */
    record Signing(UUID id, String owner, int version) {}

    @GetMapping
    String search(
            @ModelAttribute("typed") AuditForm typed,
            @RequestParam(required = false) @Nullable UUID before,
            Model model) {
        AuditForm form = meant(typed);
        Page page = form.lacksDataset()
                ? new Page(List.of(), null)
                : transfers.newest(form.filter().checked(keys), before, ROWS);
        Clauses clauses = new Clauses(agreements);
        model.addAttribute("form", form)
                .addAttribute(
                        "rows",
                        page.transfers().stream()
                                .map(found -> row(found, form, clauses))
                                .toList())
                .addAttribute("lookedTo", page.transfers().size() < ROWS ? page.lookedTo() : null)
                .addAttribute("next", page.next() == null ? null : form.address(PATH, "before", page.next()))
                .addAttribute("export", form.address(PATH + "/export"))
                .addAttribute("verify", form.address("/audit/verify/start"));
        choices(form, model);
        return "audit/transfers";
    }

    private AuditForm meant(AuditForm typed) {
        return typed.ofCenter(names.usci(typed.center()));
    }

    private static Row row(Found found, AuditForm form, Clauses clauses) {
        return new Row(
                found,
                form.field() == null
                        ? null
                        : clauses.of(found.agreement(), found.agreementVersion(), found.dataset(), form.field())
                                .orElse(null));
    }

    private void choices(AuditForm form, Model model) {
        model.addAttribute("states", STATES)
                .addAttribute(
                        "keys",
                        keys.keys().stream()
                                .filter(SignedTransfersController::hasSigned)
                                .map(SignedTransfersController::signing)
                                .toList())
                .addAttribute("fields", fieldsOf(form.dataset()));
    }

    private static boolean hasSigned(StoredKey key) {
        return key.role() == Role.STATEMENT && key.chain() != null;
    }

    private static Signing signing(StoredKey key) {
        return new Signing(key.id(), key.owner(), key.version());
    }

    private List<Field> fieldsOf(@Nullable String dataset) {
        return dataset == null
                ? List.of()
                : datasets.find(dataset)
                        .map(found -> found.fields().values().stream()
                                .sorted(Comparator.comparing(Field::path))
                                .toList())
                        .orElse(List.of());
    }

    /** The fields of a dataset that was chosen, for the one that is typed next. */
    @GetMapping("/fields")
    String fields(@RequestParam(defaultValue = "") String dataset, Model model) {
        model.addAttribute("fields", fieldsOf(dataset));
        return "audit/parts :: fields";
    }

    /** The same archive that programs get, of what the search asks for. */
    @GetMapping("/export")
    void export(
            @ModelAttribute("typed") AuditForm typed,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal ConsoleUser user,
            HttpServletResponse response)
            throws IOException {
        evidence.export(meant(typed).filter(), after, user.caller(), response);
    }
}
