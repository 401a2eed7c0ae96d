package org.shuqiao.routes.inbox;

import java.util.Map;
import java.util.Set;

/** Who wants to know when something new is in an inbox. */
public interface InboxListener {
    /** Whose inboxes are listened to now. */
    Set<String> centers();

    /**
     * Called about twice a second, also when nothing is new. Must not wait for anybody.
     *
     * @param heads place of the newest message for each center that ever got one
     */
    void look(Map<String, Long> heads);
}
