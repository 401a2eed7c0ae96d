package org.shuqiao.routes.ledger;

/** When the send ended by which a transfer came to its platform: what is owed after the arrival counts from then. */
final class AcceptedSend {
    private AcceptedSend() {}

    /**
     * In SQL: of sends without an answer the last counts, since the platform may have taken any of them. Where the lease of the send was
     * lost, the platform's first word stands for its end. What people carry leaves when its package is taken.
     *
     * @param transfer alias of the transfer's row
     */
    static String endedAt(String transfer) {
        return """
                coalesce(%2$s,
                         (SELECT max(sent.finished_at) FROM delivery_manifest sent
                          WHERE sent.transfer = %1$s.id AND sent.outcome IN ('ACCEPTED', 'STORED', 'UNKNOWN')),
                         (SELECT min(said.received_at) FROM receipt said WHERE said.transfer = %1$s.id),
                         %1$s.changed_at)
                """
                .formatted(transfer, takenAt(transfer));
    }

    /** In SQL: when the last package with it was first taken; null where there is none. */
    static String takenAt(String transfer) {
        return """
                (SELECT max(p.taken_at) FROM package_row r JOIN package p ON p.id = r.package WHERE r.transfer = %s.id)
                """
                .formatted(transfer);
    }

    /**
     * In SQL: when the last receipt of a platform came, which says STORED or REJECTED; null where there is none. A paper has a day and no
     * time: the whole day counts as its first moment.
     */
    static String lastReceiptAt(String transfer) {
        return """
                least((SELECT min(last.received_at) FROM receipt last WHERE last.transfer = %1$s.id AND last.stage <> 'ACCEPTED'),
                      (SELECT min(e.received_on)::timestamp AT TIME ZONE 'Asia/Shanghai'
                       FROM entered_word w JOIN entered_receipt e ON e.id = w.receipt WHERE w.transfer = %1$s.id))
                """
                .formatted(transfer);
    }
}
