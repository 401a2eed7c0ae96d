package org.shuqiao.routes.tables;

import java.util.function.Supplier;

/**
 * The database of an exchange table.
 *
 * @param url of JDBC
 * @param password may change at any time; never logged
 * @param connectMs how long a connection may take
 * @param statementMs how long one statement may take
 * @param connections at once, at most
 */
record TableAddress(
        String url, String user, Supplier<byte[]> password, int connectMs, int statementMs, int connections) {
    @Override
    public String toString() {
        return "TableAddress[" + user + "]";
    }
}
