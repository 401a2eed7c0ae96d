package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record that a platform has sent for a center, about to become a message of its inbox.
 *
 * @param messageId of the message, if the row is taken
 * @param center USCI of the center that it is for
 * @param platform id of the platform that sent it
 * @param recordId the platform's own id of the record
 * @param version the platform's version of the record, from 1
 * @param record what the agreement leaves of it, in the shape of its dataset: fields may be masked or missing. Readers must not change it
 * @param receivedAt when the batch came in
 */
public record ReturnRow(
        UUID messageId,
        String center,
        String platform,
        String dataset,
        String recordId,
        long version,
        ObjectNode record,
        Instant receivedAt) {}
