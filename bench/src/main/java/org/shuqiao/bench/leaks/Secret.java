package org.shuqiao.bench.leaks;

/**
 * A secret as nobody would hide it.
 *
 * @param text with the word that makes it a secret, where it is none without
 * @param core what must be found nowhere, in its plainest form
 */
record Secret(SecretKind kind, String text, String core) {
    static Secret of(SecretKind kind, String text) {
        return new Secret(kind, text, text);
    }
}
