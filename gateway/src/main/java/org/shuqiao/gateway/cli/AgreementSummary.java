package org.shuqiao.gateway.cli;

/**
 * An agreement that the gateway holds.
 *
 * @param hash SM3 of its signed bytes, lower-case hexadecimal
 * @param status for example {@code ACTIVE}
 */
public record AgreementSummary(String id, int version, String hash, String status) {}
