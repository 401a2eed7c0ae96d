package org.shuqiao.mappings;

/**
 * One thing that is wrong with a record.
 *
 * @param pointer JSON pointer (RFC 6901) of the value, or of the place where it is missing
 * @param rule stable id of the rule, for example {@code USCI_CHECK_DIGIT}
 * @param zh what is wrong, in Chinese; never the value
 * @param en what is wrong, in English; never the value
 */
public record Violation(String pointer, String rule, String zh, String en) {}
