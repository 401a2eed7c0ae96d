package org.shuqiao.certs.time;

import java.time.Instant;

/**
 * A time stamp that was checked.
 *
 * @param at when the authority says it saw the message
 * @param response the response in the form to be kept: DER with the status and the token, of which no byte can change without
 *     notice; common tools read it
 */
public record Timestamp(Instant at, byte[] response) {}
