package org.shuqiao.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/**
 * What an act has led to, shown once at the top of the next page: {@code redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(key))}.
 *
 * @param key of a message, {@code arguments} its places
 * @param incident by which the log can be searched; null where nothing went wrong on our side
 */
public record Flash(boolean good, String key, List<Object> arguments, @Nullable String incident) {
    public static final String ATTRIBUTE = "flash";

    public static Flash done(String key, Object... arguments) {
        return new Flash(true, key, List.of(arguments), null);
    }

    public static Flash refused(String key, Object... arguments) {
        return new Flash(false, key, List.of(arguments), null);
    }

    /** In the words of the problem that a program would be told. */
    public static Flash failed(Failure failure) {
        Object incident = failure.facts().get("incident");
        Object member = failure.facts().get("member");
        if (failure.code() == FailureCode.BAD_REQUEST && member != null) {
            return refused("common.refused.member", FieldLabels.of(member.toString()));
        }
        String key = failure.code() == FailureCode.NOT_ALLOWED
                ? "common.refused.role"
                : "problem." + failure.code().name();
        return new Flash(false, key, List.of(), incident == null ? null : incident.toString());
    }
}
