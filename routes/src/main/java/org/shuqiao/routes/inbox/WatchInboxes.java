package org.shuqiao.routes.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.shuqiao.routes.ledger.InboxLedger;

/**
 * Looks what is new in the inboxes that somebody listens to: one query for all of them, whichever gateway has put it there.
 */
public final class WatchInboxes {
    private final InboxLedger ledger;
    private final List<InboxListener> listeners = new CopyOnWriteArrayList<>();

    public WatchInboxes(InboxLedger ledger) {
        this.ledger = ledger;
    }

    public void add(InboxListener listener) {
        listeners.add(listener);
    }

    public void look() {
        for (InboxListener listener : listeners) {
            Set<String> centers = listener.centers();
            listener.look(centers.isEmpty() ? Map.of() : ledger.heads(centers));
        }
    }
}
