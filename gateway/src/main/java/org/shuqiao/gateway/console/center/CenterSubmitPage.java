package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.PreviewController;
import org.shuqiao.gateway.Problems;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.center.CodeTables.Option;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.ledger.OwnRecordLedger;
import org.shuqiao.routes.steps.Limits;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A person hands in one record. What was filled in is never lost to a mistake: it comes back with what is wrong beside it. */
@Controller
class CenterSubmitPage {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CONSENTS = 100;

    private final CenterDesk desk;
    private final SubmissionController submissions;
    private final PreviewController previews;
    private final Problems problems;
    private final ConsentController consents;
    private final OwnRecordLedger records;

    CenterSubmitPage(
            CenterDesk desk,
            SubmissionController submissions,
            PreviewController previews,
            Problems problems,
            ConsentController consents,
            Journeys journeys) {
        this.desk = desk;
        this.submissions = submissions;
        this.previews = previews;
        this.problems = problems;
        this.consents = consents;
        this.records = journeys.ledger().ownRecords(Limits.FIGURE_PATIENCE);
    }

    /** @param takers names of the platforms that take it */
    record Offer(String id, String label, List<String> takers) {}

    @GetMapping("/center/submit")
    String choose(Locale locale, Model model) {
        model.addAttribute("offers", offers(desk, locale));
        return "center/submit";
    }

    static List<Offer> offers(CenterDesk desk, Locale locale) {
        return desk.offered().stream()
                .map(shape -> new Offer(
                        shape.id(), shape.label(CenterDesk.isChinese(locale)), desk.takers(shape.id(), locale)))
                .toList();
    }

    /** @param from a submission of the center, of which this is to be the next version */
    @GetMapping("/center/submit/{dataset}")
    String form(
            @PathVariable String dataset,
            @RequestParam(required = false) @Nullable UUID from,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        RecordShape shape = desk.offered(dataset);
        ObjectNode record = from == null
                ? desk.write(shape, desk.given(shape, user.caller()), user.caller())
                : next(shape, from, user);
        model.addAttribute("isNext", from != null);
        return show(shape, record, List.of(), null, user, locale, model);
    }

    /** @throws Failure {@link FailureCode#NOT_FOUND} where there is none of this dataset, or its content was deleted */
    private ObjectNode next(RecordShape shape, UUID submission, ConsoleUser user) {
        byte[] body = records.body(submission, user.caller().ownCenter(), shape.id());
        if (body == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "submission"));
        }
        ObjectNode record = (ObjectNode) JSON.readTree(body);
        record.put("version", record.path("version").asLong(0) + 1);
        record.put("created_at", desk.newVersionAt());
        return record;
    }

    @PostMapping("/center/submit/{dataset}")
    String act(
            @PathVariable String dataset,
            @RequestParam MultiValueMap<String, String> form,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect,
            Model model) {
        RecordShape shape = desk.offered(dataset);
        ObjectNode record = desk.write(shape, texts(form), user.caller());
        String grown = form.getFirst("_add");
        if (grown != null) {
            return show(shape, record, List.of(), grown, user, locale, model);
        }
        byte[] body = JSON.writeValueAsBytes(record);
        try {
            if ("send".equals(form.getFirst("_act"))) {
                UUID id = submissions
                        .submit(dataset, null, body, user.caller(), request)
                        .submissionId();
                redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.submit.taken"));
                return "redirect:/center/submissions/" + id;
            }
            model.addAttribute(
                    "previews", PreviewView.of(previews.preview(dataset, body, user.caller(), locale), desk, locale));
            return show(shape, record, List.of(), null, user, locale, model);
        } catch (Failure failure) {
            return refused(failure, shape, record, user, locale, response, model);
        }
    }

    private String refused(
            Failure failure,
            RecordShape shape,
            ObjectNode record,
            ConsoleUser user,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        if (failure.code().kind() == FailureKind.OURS) {
            throw failure;
        }
        var problem = problems.of(failure, locale);
        response.setStatus(problem.getStatus());
        model.addAttribute("problem", problem.getTitle());
        return show(shape, record, violations(failure), null, user, locale, model);
    }

    private static List<Violation> violations(Failure failure) {
        return failure.facts().get("violations") instanceof List<?> list
                ? list.stream()
                        .filter(Violation.class::isInstance)
                        .map(Violation.class::cast)
                        .toList()
                : List.of();
    }

    private static NavigableMap<String, String> texts(MultiValueMap<String, String> form) {
        NavigableMap<String, String> texts = new TreeMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith("/") && !values.isEmpty()) {
                texts.put(name, values.get(0));
            }
        });
        return texts;
    }

    /** With the consents that stand, where a record needs one. */
    private Map<String, List<Option>> lists(RecordShape shape, ApiKeys.Caller caller, Locale locale) {
        Map<String, List<Option>> lists = new HashMap<>(desk.lists(locale));
        if (shape.dataset().consentRule().isPresent()) {
            lists.put(
                    "consents",
                    consents.all("", CONSENTS, caller).stream()
                            .filter(consent -> consent.withdrawnAt() == null)
                            .map(consent -> new Option(consent.id(), consent.owner()))
                            .toList());
        }
        return lists;
    }

    private String show(
            RecordShape shape,
            ObjectNode record,
            List<Violation> violations,
            @Nullable String grown,
            ConsoleUser user,
            Locale locale,
            Model model) {
        model.addAttribute("dataset", shape.id());
        model.addAttribute("label", shape.label(CenterDesk.isChinese(locale)));
        model.addAttribute("attachment", shape.dataset().attachmentRule().isPresent());
        model.addAttribute("takers", desk.takers(shape.id(), locale));
        model.addAttribute("form", desk.form(shape, record, violations, grown, locale));
        model.addAttribute("lists", lists(shape, user.caller(), locale));
        return "center/submit-form";
    }
}
