package org.shuqiao.routes.ledger;

import java.util.UUID;

/** The bytes of a submission as received, and the salt of its original hash. */
public record ReceivedContent(UUID submission, byte[] salt, byte[] body) {}
