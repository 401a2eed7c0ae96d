package org.shuqiao.gateway.console.operator;

/**
 * Something to be said to the reader.
 *
 * @param key of a message, {@code arguments} its places
 */
record Sentence(String key, Object[] arguments) {
    static Sentence of(String key, Object... arguments) {
        return new Sentence(key, arguments);
    }
}
