package org.shuqiao.gateway.console.officer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.AgreementLifeController;
import org.shuqiao.gateway.AgreementLifeController.AgreementVersion;
import org.shuqiao.gateway.Bodies;
import org.shuqiao.gateway.Problems;
import org.shuqiao.gateway.Reasons;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.steps.Foreseen;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.TryAgreement.Trial;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A record tried against a version of an agreement, also before it is in force: what would leave of it, and what would not. */
@Controller
@RequestMapping("/officer/agreements/{id}/versions/{version}/try")
class TryPages {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Journeys journeys;
    private final AgreementLifeController life;
    private final Reasons reasons;
    private final Names names;
    private final CenterLedger centers;

    TryPages(Journeys journeys, AgreementLifeController life, Reasons reasons, Names names) {
        this.journeys = journeys;
        this.life = life;
        this.reasons = reasons;
        this.names = names;
        this.centers = journeys.ledger().centers();
    }

    /** @param dataset of which a sample is shown; the first of the agreement where none is named */
    @GetMapping
    String form(
            @PathVariable String id,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String dataset,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        List<String> datasets = Terms.gist(life.document(id, version)).datasets();
        String chosen =
                datasets.stream().filter(one -> one.equals(dataset)).findFirst().orElse(datasets.get(0));
        model.addAttribute("id", id);
        model.addAttribute("version", version);
        model.addAttribute(
                "datasets",
                datasets.stream()
                        .collect(Collectors.toMap(
                                Function.identity(), names::dataset, (one, same) -> one, LinkedHashMap::new)));
        model.addAttribute("chosen", chosen);
        model.addAttribute("sample", sample(chosen, version(id, version).center()));
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/try";
    }

    private AgreementVersion version(String id, int version) {
        return life.story(id).versions().stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(TryPages::unknown);
    }

    private String sample(String dataset, String center) {
        return journeys.parts()
                .datasets()
                .find(dataset)
                .flatMap(known -> known.samples().stream().findFirst())
                .map(sample -> of(center, (ObjectNode) JSON.readTree(sample.bytes())))
                .orElse("");
    }

    /** As the center would send it: from its region, and with its number wherever the sample has that of the center it was made for. */
    private String of(String center, ObjectNode sample) {
        String madeFor = sample.required("center_id").toString();
        ObjectNode record =
                (ObjectNode) JSON.readTree(sample.toString().replace(madeFor, JSON.writeValueAsString(center)));
        centers.center(center).ifPresent(known -> record.put("region", known.region()));
        return record.toPrettyString();
    }

    @PostMapping(path = "/{dataset}", consumes = MediaType.APPLICATION_JSON_VALUE)
    String attempt(
            @PathVariable String id,
            @PathVariable int version,
            @PathVariable String dataset,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws IOException {
        byte[] body = Bodies.read(request, Limits.RECORD_BYTES);
        try {
            Foreseen foreseen = journeys.tryAgreement(new Trial(dataset, body, life.document(id, version)));
            Dataset known = journeys.parts().datasets().find(dataset).orElseThrow(TryPages::unknown);
            model.addAttribute(
                    "tried", Tried.of(foreseen, body, known, mapping(foreseen, dataset), reasons, names, locale));
            return "officer/tried :: tried";
        } catch (Failure refused) {
            boolean unreadable = refused.code() == FailureCode.MALFORMED_RECORD;
            model.addAttribute("refusal", unreadable ? Refusal.whole(refused) : Refusal.of(refused, locale));
            response.setStatus(Problems.status(refused.code()).value());
            return "officer/refused :: refused";
        }
    }

    private PlatformMapping mapping(Foreseen foreseen, String dataset) {
        return journeys.parts()
                .platforms()
                .get(foreseen.platform())
                .platform()
                .mapping(dataset)
                .orElseThrow(TryPages::unknown);
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement"));
    }
}
