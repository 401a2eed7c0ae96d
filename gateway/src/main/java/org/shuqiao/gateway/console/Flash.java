package org.shuqiao.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What an act has led to, shown once at the top of the next page: {@code redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(key))}.
 *
 * @param key of a message, {@code arguments} its places
 * @param incident by which the log can be searched; null where nothing went wrong on our side
 */
public record Flash(boolean good, String key, List<Object> arguments, @Nullable String incident) {
    public static final String ATTRIBUTE = "flash";
    /** What is wrong with a form of somebody who may act, but whose page was made for a session of before. */
    static final String STALE = "stale token";

    private static final String OVER = "common.refused.over";
    private static final String OLD = "common.refused.stale";

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
        Object proposed = failure.facts().get("decision");
        if (failure.code() == FailureCode.CHANGED_MEANWHILE && proposed != null) {
            return refused(
                    "common.refused.proposed", new DefaultMessageSourceResolvable("officer.decision." + proposed));
        }
        return new Flash(false, key(failure), List.of(), incident == null ? null : incident.toString());
    }

    private static String key(Failure failure) {
        return switch (failure.code()) {
            case NOT_AUTHENTICATED -> OVER;
            case NOT_ALLOWED -> STALE.equals(failure.facts().get("what")) ? OLD : "common.refused.role";
            default -> "problem." + failure.code().name();
        };
    }

    /** Whether the session had ended before the act. */
    public boolean isOver() {
        return key.equals(OVER);
    }

    /** Whether the page was open for longer than its token was good. */
    public boolean isStale() {
        return key.equals(OLD);
    }
}
