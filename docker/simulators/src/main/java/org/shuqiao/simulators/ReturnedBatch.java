package org.shuqiao.simulators;

/**
 * A batch that the platform has for centers, signed.
 *
 * @param timestamp milliseconds since the epoch, as it is signed
 * @param signature Base64; empty for a batch that is deliberately unsigned
 */
record ReturnedBatch(String dataset, String timestamp, byte[] body, String signature) {}
