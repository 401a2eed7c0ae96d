package org.shuqiao.routes.ledger;

/** When the send ended by which a transfer came to its platform: what is owed after the arrival counts from then. */
final class AcceptedSend {
    private AcceptedSend() {}

    /**
     * In SQL: of sends without an answer the last counts, since the platform may have taken any of them. Where the lease of the send was
     * lost, the platform's first word stands for its end.
     *
     * @param transfer alias of the transfer's row
     */
    static String endedAt(String transfer) {
        return """
                coalesce((SELECT max(sent.finished_at) FROM delivery_manifest sent
                          WHERE sent.transfer = %1$s.id AND sent.outcome IN ('ACCEPTED', 'STORED', 'UNKNOWN')),
                         (SELECT min(said.received_at) FROM receipt said WHERE said.transfer = %1$s.id),
                         %1$s.changed_at)
                """
                .formatted(transfer);
    }

    /** In SQL: when the last receipt of a platform came, which says STORED or REJECTED; null where there is none. */
    static String lastReceiptAt(String transfer) {
        return """
                (SELECT min(last.received_at) FROM receipt last WHERE last.transfer = %s.id AND last.stage <> 'ACCEPTED')
                """
                .formatted(transfer);
    }
}
