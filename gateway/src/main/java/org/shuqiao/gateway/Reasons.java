package org.shuqiao.gateway;

import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says in the caller's language why a transfer is where it is. */
@Component
public final class Reasons {
    private final MessageSource messages;

    Reasons(MessageSource messages) {
        this.messages = messages;
    }

    /** The name of a step of a decision; the id itself for one that has none. */
    public String step(String id, Locale locale) {
        return Objects.requireNonNull(messages.getMessage("step." + id, null, id, locale));
    }

    /** @param code name of a {@link org.shuqiao.routes.failures.ReasonCode}; empty where all is well, and then so is the text */
    public String text(String code, Locale locale) {
        return code.isEmpty() ? "" : messages.getMessage("reason." + code, null, locale);
    }
}
