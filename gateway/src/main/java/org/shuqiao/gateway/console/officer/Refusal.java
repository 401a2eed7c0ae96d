package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.failures.Failure;

/**
 * Why a document was not taken, with everything that is wrong with it.
 *
 * @param code of the failure
 */
record Refusal(String code, List<Fault> faults) {

    /**
     * @param pointer where in the document it is
     * @param hint key of a message that says what to do; null where the text is enough
     */
    record Fault(String pointer, String text, @Nullable String hint) {
        static Fault of(Violation found, boolean chinese) {
            boolean previous = found.pointer().equals("/prev") && found.rule().equals("REQUIRED");
            return new Fault(
                    found.pointer(), chinese ? found.zh() : found.en(), previous ? "officer.upload.previous" : null);
        }
    }

    /** What cannot be read at all has no places to point at. */
    static Refusal whole(Failure failure) {
        return new Refusal(failure.code().name(), List.of());
    }

    /** @throws Failure the same, where it does not say what is wrong with the document */
    static Refusal of(Failure failure, Locale locale) {
        if (!(failure.facts().get("violations") instanceof List<?> violations)) {
            throw failure;
        }
        boolean chinese = Names.isChinese(locale);
        return new Refusal(
                failure.code().name(),
                violations.stream()
                        .filter(Violation.class::isInstance)
                        .map(Violation.class::cast)
                        .map(one -> Fault.of(one, chinese))
                        .toList());
    }
}
