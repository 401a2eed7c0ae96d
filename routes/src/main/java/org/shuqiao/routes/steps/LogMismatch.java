package org.shuqiao.routes.steps;

/** The log in the ledger is not what was signed of it. The message says where, and holds no value of any leaf. */
final class LogMismatch extends RuntimeException {
    LogMismatch(String where) {
        super(where);
    }
}
