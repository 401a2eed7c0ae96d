package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.DictionaryRefused;
import org.shuqiao.mappings.residue.DictionaryTerm;
import org.shuqiao.mappings.residue.DictionaryTerm.Allowed;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.DictionaryLedger.Stored;
import org.shuqiao.routes.ledger.DictionaryLedger.Words;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The secret words of a center: names of enterprises, customers, products and people that no payload may hold. */
@RestController
@RequestMapping("/api/v1/admin/centers/{usci}/dictionary")
@Tag(name = "Administration")
class DictionaryController {
    private final Journeys journeys;

    DictionaryController(Journeys journeys) {
        this.journeys = journeys;
    }

    /** @param shortNames by which it is known too; those that follow from the name of an enterprise need not be given */
    record SecretTerm(String text, DictionaryTerm.@Nullable Kind kind, @Nullable List<String> shortNames) {}

    record AllowedPhrase(String phrase, String reason) {}

    /**
     * @param words terms that are nothing in particular
     * @param allowed phrases in which a term is none
     */
    record SecretWords(
            @Nullable List<String> words, @Nullable List<SecretTerm> terms, @Nullable List<AllowedPhrase> allowed) {}

    record DictionaryInForce(
            long version,
            List<DictionaryTerm> terms,
            List<Allowed> allowed,
            @Nullable Instant changedAt,
            String changedBy) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set the words that must not occur in any payload of this center, in place of those before")
    void set(
            @PathVariable String usci,
            @RequestBody SecretWords dictionary,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Words words = usable(dictionary);
        if (journeys.ledger().dictionaries().set(usci, words, caller.keyId()).isEmpty()) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "center"));
        }
        journeys.dictionaries().changed(usci);
    }

    @GetMapping
    @Operation(summary = "The words in force, and who has set them")
    DictionaryInForce get(@PathVariable String usci) {
        return journeys.ledger()
                .dictionaries()
                .find(usci)
                .map(DictionaryController::shown)
                .orElseGet(() -> new DictionaryInForce(0, List.of(), List.of(), null, ""));
    }

    private static DictionaryInForce shown(Stored stored) {
        return new DictionaryInForce(
                stored.version(),
                stored.words().terms(),
                stored.words().allowed(),
                stored.changedAt(),
                stored.changedBy());
    }

    /** What the member names of a refusal say is where; never the word itself. */
    private static Words usable(SecretWords dictionary) {
        if (dictionary.words() == null && dictionary.terms() == null) {
            throw Members.refused("words");
        }
        List<DictionaryTerm> terms = new ArrayList<>();
        for (String word : orNone(dictionary.words())) {
            terms.add(DictionaryTerm.word(storable(word, "words")));
        }
        for (SecretTerm term : orNone(dictionary.terms())) {
            Members.required(term, "terms");
            List<String> shortNames = orNone(term.shortNames());
            shortNames.forEach(name -> storable(name, "shortNames"));
            terms.add(new DictionaryTerm(
                    storable(term.text(), "text"),
                    term.kind() == null ? DictionaryTerm.Kind.OTHER : term.kind(),
                    shortNames));
        }
        List<Allowed> allowed = new ArrayList<>();
        for (AllowedPhrase phrase : orNone(dictionary.allowed())) {
            Members.required(phrase, "allowed");
            allowed.add(new Allowed(storable(phrase.phrase(), "phrase"), Members.text(phrase.reason(), "reason")));
        }
        try {
            CenterDictionary.of(terms, allowed);
        } catch (DictionaryRefused unusable) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "words", "index", unusable.index()));
        }
        return new Words(List.copyOf(terms), List.copyOf(allowed));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String storable(@Nullable String text, String member) {
        String given = Members.required(text, member);
        if (!Members.isStorable(given)) {
            throw Members.refused(member);
        }
        return given;
    }
}
