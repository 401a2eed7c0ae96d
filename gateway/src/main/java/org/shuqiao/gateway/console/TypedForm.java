package org.shuqiao.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/**
 * What somebody typed into a form that was refused: the form is shown again as it was, with what is wrong beside its field. It goes with the
 * session to the next page, and not with the address. Forms that take part say by {@code form} which of their page's they are.
 *
 * @param values of the fields that may be kept; a password never is
 * @param wrong the field that was refused; null where nothing that was typed is wrong
 * @param gone whether the page may no longer have the form, since there is nothing left to act on
 */
public record TypedForm(String form, Map<String, List<String>> values, @Nullable String wrong, boolean gone)
        implements Serializable {
    public static final String ATTRIBUTE = "typed";

    private static final Set<String> KEPT = Set.of(
            "decision",
            "finding",
            "proofHash",
            "reason",
            "reasons",
            "receivedOn",
            "reference",
            "scan",
            "stage",
            "transfers");
    private static final int LONGEST_CHARS = 20_000;

    /** @return empty for a form that does not take part */
    static Optional<TypedForm> of(HttpServletRequest request, Failure refused) {
        Map<String, List<String>> values = new TreeMap<>();
        KEPT.forEach(field -> {
            String[] typed = request.getParameterValues(field);
            if (typed != null) {
                values.put(field, Arrays.stream(typed).map(TypedForm::cut).toList());
            }
        });
        Object member =
                refused.code() == FailureCode.BAD_REQUEST ? refused.facts().get("member") : null;
        boolean gone = refused.code() == FailureCode.WRONG_STATE || refused.code() == FailureCode.NOT_FOUND;
        return Optional.ofNullable(request.getParameter("form"))
                .map(form -> new TypedForm(cut(form), values, member == null ? null : member.toString(), gone));
    }

    private static String cut(String typed) {
        return typed.substring(0, Math.min(typed.length(), LONGEST_CHARS));
    }

    public boolean is(String shown) {
        return form.equals(shown);
    }

    /** @return empty where nothing was typed */
    public String value(String field) {
        return values.getOrDefault(field, List.of("")).get(0);
    }

    /** What stands in a field of a form of the page. */
    public String value(String shown, String field) {
        return is(shown) ? value(field) : "";
    }

    /**
     * Whether something is chosen again in a form of the page. Where nothing that was typed is wrong, something else has changed: who looks
     * at that chooses anew.
     */
    public boolean chose(String shown, String field, String value) {
        return wrong != null && holds(shown, field, value);
    }

    public boolean holds(String shown, String field, String value) {
        return is(shown) && values.getOrDefault(field, List.of()).contains(value);
    }

    public boolean isWrong(String shown, String field) {
        return is(shown) && field.equals(wrong);
    }
}
