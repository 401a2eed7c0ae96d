package org.shuqiao.gateway.cli;

import java.util.List;

/**
 * Messages of a center's inbox, in order.
 *
 * @param next the place to go on after
 */
public record InboxPage(List<Message> messages, long next) {
    public InboxPage {
        messages = List.copyOf(messages);
    }

    /** @param seq its place, from 1, without gaps */
    public record Message(long seq, String id, String platform, String dataset, String recordId, long version) {}
}
