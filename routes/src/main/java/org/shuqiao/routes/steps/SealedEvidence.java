package org.shuqiao.routes.steps;

/**
 * The evidence of one transfer.
 *
 * @param edition the same edition has the same bytes for ever
 * @param zip a ZIP file
 */
public record SealedEvidence(String edition, byte[] zip) {}
