package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.PreviewController;
import org.shuqiao.gateway.Problems;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureKind;
import org.springframework.context.MessageSource;
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
    private final CenterDesk desk;
    private final RecordForms forms;
    private final OwnRecords records;
    private final SubmissionController submissions;
    private final PreviewController previews;
    private final Problems problems;
    private final Names names;
    private final SlotCare slots;
    private final RecordWords words;
    private final MessageSource messages;

    CenterSubmitPage(
            CenterDesk desk,
            RecordForms forms,
            OwnRecords records,
            SubmissionController submissions,
            PreviewController previews,
            Problems problems,
            Names names,
            SlotCare slots,
            RecordWords words,
            MessageSource messages) {
        this.desk = desk;
        this.forms = forms;
        this.records = records;
        this.submissions = submissions;
        this.previews = previews;
        this.problems = problems;
        this.names = names;
        this.slots = slots;
        this.messages = messages;
        this.words = words;
    }

    @GetMapping("/center/submit")
    String choose(@AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        List<CenterDesk.Offer> offers = desk.offers(locale);
        String center = user.caller().ownCenter();
        model.addAttribute("offers", offers);
        model.addAttribute("takers", ofEach(offers, id -> desk.takers(center, id)));
        model.addAttribute("laterTakers", ofEach(offers, id -> desk.laterTakers(center, id)));
        return "center/submit";
    }

    private static Map<String, List<String>> ofEach(
            List<CenterDesk.Offer> offers, Function<String, List<String>> platforms) {
        return offers.stream().map(CenterDesk.Offer::id).collect(Collectors.toMap(Function.identity(), platforms));
    }

    /** A form as a person has it before them. */
    private record Sheet(RecordShape shape, ConsoleUser user, Locale locale, Model model) {}

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
                ? forms.write(shape, forms.given(shape, user.caller()), user.caller())
                : records.next(dataset, from, user.caller());
        model.addAttribute("isNext", from != null);
        return show(new Sheet(shape, user, locale, model), record, List.of(), null);
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
        Sheet sheet = new Sheet(desk.offered(dataset), user, locale, model);
        ObjectNode record = forms.write(sheet.shape(), texts(form), user.caller());
        String grown = form.getFirst("_add");
        if (grown != null) {
            return show(sheet, record, List.of(), grown);
        }
        Flash refusal = slots.refusal(dataset, record).orElse(null);
        if (refusal != null) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            model.addAttribute(Flash.ATTRIBUTE, refusal);
            return show(sheet, record, List.of(), null);
        }
        byte[] body = JsonMapper.shared().writeValueAsBytes(record);
        try {
            if ("send".equals(form.getFirst("_act"))) {
                UUID id = submissions
                        .submit(dataset, null, body, user.caller(), request)
                        .submissionId();
                redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.submit.taken"));
                return "redirect:/center/submissions/" + id;
            }
            model.addAttribute("previews", previewed(sheet, body));
            return show(sheet, record, List.of(), null);
        } catch (Failure failure) {
            return refused(failure, sheet, record, response);
        }
    }

    private List<PreviewView> previewed(Sheet sheet, byte[] body) {
        Locale locale = sheet.locale();
        var foreseen = previews.preview(sheet.shape().id(), body, sheet.user().caller(), locale);
        return PreviewView.of(foreseen, words.words(sheet.shape(), locale), names, locale);
    }

    private String refused(Failure failure, Sheet sheet, ObjectNode record, HttpServletResponse response) {
        if (failure.code().kind() == FailureKind.OURS) {
            throw failure;
        }
        var problem = problems.of(failure, sheet.locale());
        response.setStatus(problem.getStatus());
        Object first = failure.facts().get("firstSubmission");
        if (first != null) {
            sheet.model().addAttribute("first", first);
            sheet.model().addAttribute("problem", messages.getMessage("center.file.already", null, sheet.locale()));
            return show(sheet, record, List.of(versionTaken(sheet.locale())), null);
        }
        sheet.model().addAttribute("problem", problem.getTitle());
        return show(sheet, record, violations(failure), null);
    }

    /** A form names no idempotency key: what its author can change is the version. */
    private Violation versionTaken(Locale locale) {
        String text = messages.getMessage("center.submit.version-taken", null, locale);
        return new Violation("/version", "VERSION_TAKEN", text, text);
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

    private String show(Sheet sheet, ObjectNode record, List<Violation> violations, @Nullable String grown) {
        RecordShape shape = sheet.shape();
        Model model = sheet.model();
        model.addAttribute("dataset", shape.id());
        model.addAttribute("label", shape.label(Names.isChinese(sheet.locale())));
        model.addAttribute("attachment", shape.dataset().attachmentRule().isPresent());
        model.addAttribute("takers", desk.takers(sheet.user().caller().ownCenter(), shape.id()));
        model.addAttribute("laterTakers", desk.laterTakers(sheet.user().caller().ownCenter(), shape.id()));
        model.addAttribute("form", forms.form(shape, record, violations, grown, sheet.locale()));
        model.addAttribute("question", slots.question(shape.id(), record, sheet.locale()));
        model.addAttribute("lists", forms.lists(shape, sheet.user().caller(), sheet.locale()));
        return "center/submit-form";
    }
}
