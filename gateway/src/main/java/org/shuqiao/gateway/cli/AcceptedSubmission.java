package org.shuqiao.gateway.cli;

/**
 * The gateway's answer to a record: it is stored and will not be lost.
 *
 * @param state {@code RECEIVED}, or further where the same record came before
 * @param statusUrl where to ask for it
 */
public record AcceptedSubmission(String submissionId, String state, String statusUrl) {}
