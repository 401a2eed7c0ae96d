package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.util.WebUtils;

/** Forms of one session that were sent, so that one that is sent again, by a reload of the answer, acts no second time. */
final class UsedForms {
    private static final String ATTRIBUTE = UsedForms.class.getName();
    /** More than anybody goes back through. */
    private static final int REMEMBERED = 100;

    private final Set<UUID> used = new LinkedHashSet<>();

    static UsedForms of(HttpSession session) {
        synchronized (WebUtils.getSessionMutex(session)) {
            if (session.getAttribute(ATTRIBUTE) instanceof UsedForms known) {
                return known;
            }
            UsedForms none = new UsedForms();
            session.setAttribute(ATTRIBUTE, none);
            return none;
        }
    }

    /** @return whether this form was not sent before */
    synchronized boolean use(UUID form) {
        boolean first = used.add(form);
        if (used.size() > REMEMBERED) {
            used.remove(used.iterator().next());
        }
        return first;
    }
}
