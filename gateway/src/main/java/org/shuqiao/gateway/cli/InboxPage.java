package org.shuqiao.gateway.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Messages of a center's inbox, in order.
 *
 * @param next the place to go on after
 */
public record InboxPage(List<Message> messages, long next) {
    public InboxPage {
        messages = List.copyOf(messages);
    }

    /**
     * @param seq its place, from 1, without gaps
     * @param payload null once it had to be deleted
     */
    public record Message(
            long seq,
            String id,
            String platform,
            String dataset,
            String recordId,
            long version,
            @Nullable JsonNode payload) {}
}
