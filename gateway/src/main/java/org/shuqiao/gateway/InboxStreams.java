package org.shuqiao.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.inbox.InboxListener;
import org.shuqiao.routes.inbox.MessageView;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/** The open streams of inboxes. A stream lives as long as its API key is in force. */
@Component
final class InboxStreams extends OpenStreams<InboxStream> implements InboxListener {
    private static final int THREADS = 4;

    private final InboxLedger messages;
    private final CenterLedger keys;

    InboxStreams(Journeys journeys, Clock clock) {
        super("inbox-stream", THREADS, Limits.STREAMS, Limits.STREAMS_PER_CENTER, clock);
        this.messages = journeys.inboxes().messages();
        this.keys = journeys.ledger().centers();
        journeys.inboxes().watch().add(this);
    }

    /** @param after place of the last message that the reader has */
    InboxStream reader(String center, String keyId, long after) {
        return new InboxStream(center, keyId, after, from -> page(center, from));
    }

    private List<MessageView> page(String center, long after) {
        return messages.after(center, after, Limits.STREAM_PAGE_ROWS, Limits.STREAM_PAGE_BYTES).stream()
                .map(MessageView::of)
                .toList();
    }

    @Override
    public Set<String> centers() {
        return open().keySet().stream().map(InboxStream::owner).collect(Collectors.toSet());
    }

    @Override
    public void look(Map<String, Long> heads) {
        if (open().isEmpty()) {
            return;
        }
        boolean heartbeat = isHeartbeatDue();
        Set<String> inForce = keys.keysInForce(
                open().keySet().stream().map(InboxStream::keyId).collect(Collectors.toSet()));
        open().forEach((stream, events) -> {
            if (inForce.contains(stream.keyId())) {
                stream.head(heads.getOrDefault(stream.owner(), 0L));
                stream.tell(events, heartbeat);
            } else {
                events.finish();
            }
        });
    }
}
