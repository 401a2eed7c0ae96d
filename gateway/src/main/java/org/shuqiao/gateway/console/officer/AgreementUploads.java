package org.shuqiao.gateway.console.officer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.shuqiao.gateway.AgreementLifeController;
import org.shuqiao.gateway.AgreementLifeController.Drafted;
import org.shuqiao.gateway.Bodies;
import org.shuqiao.gateway.Problems;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.failures.Failure;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Documents of agreements as officers hand them in: the body itself, since what was signed is kept byte for byte. */
@Controller
@RequestMapping("/officer/agreements")
class AgreementUploads {
    private static final String TAKEN = "officer/refused :: taken";
    private static final String REFUSED = "officer/refused :: refused";
    private static final String NOTHING = "officer/refused :: nothing";

    private final AgreementLifeController life;

    AgreementUploads(AgreementLifeController life) {
        this.life = life;
    }

    @GetMapping("/new")
    String form(@AuthenticationPrincipal ConsoleUser user, Model model) {
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/agreement-new";
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    String draft(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model)
            throws IOException {
        byte[] document = Bodies.read(request, AgreementDocument.MAX_BYTES);
        if (isNothing(document)) {
            return nothing(response);
        }
        try {
            Drafted drafted = life.draft(document, user.caller());
            return taken(drafted.id(), drafted.version(), response);
        } catch (Failure refused) {
            return refused(refused, locale, response, model);
        }
    }

    @PostMapping(path = "/{id}/versions/{version}/countersign", consumes = MediaType.APPLICATION_JSON_VALUE)
    String countersign(
            @PathVariable String id,
            @PathVariable int version,
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model)
            throws IOException {
        byte[] document = Bodies.read(request, AgreementDocument.MAX_BYTES);
        if (isNothing(document)) {
            return nothing(response);
        }
        try {
            life.countersign(id, version, document, user.caller());
            return taken(id, version, response);
        } catch (Failure refused) {
            return refused(refused, locale, response, model);
        }
    }

    /** Neither a file was chosen nor anything pasted but blanks. */
    private static boolean isNothing(byte[] document) {
        return new String(document, StandardCharsets.UTF_8).isBlank();
    }

    private static String nothing(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        return NOTHING;
    }

    /** The whole page follows, not only the part that would be put in. */
    private static String taken(String id, int version, HttpServletResponse response) {
        response.setHeader("HX-Redirect", "/officer/agreements/" + id + "/versions/" + version);
        return TAKEN;
    }

    private static String refused(Failure failure, Locale locale, HttpServletResponse response, Model model) {
        model.addAttribute("refusal", Refusal.of(failure, locale));
        response.setStatus(Problems.status(failure.code()).value());
        return REFUSED;
    }
}
