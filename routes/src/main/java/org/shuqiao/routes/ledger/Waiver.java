package org.shuqiao.routes.ledger;

/**
 * An officer's word that these hits, and no others, are no secrets in this payload, and in no other.
 *
 * @param payloadHash SM3
 * @param hits JSON as they were when the officer saw them
 */
public record Waiver(byte[] payloadHash, String hits) {}
