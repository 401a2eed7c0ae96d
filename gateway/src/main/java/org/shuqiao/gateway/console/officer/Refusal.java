package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.Locale;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.failures.Failure;

/**
 * Why a document was not taken, with everything that is wrong with it.
 *
 * @param code of the failure
 */
record Refusal(String code, List<Fault> faults) {

    /** @param pointer where in the document it is */
    record Fault(String pointer, String text) {}

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
                        .map(one -> new Fault(one.pointer(), chinese ? one.zh() : one.en()))
                        .toList());
    }
}
