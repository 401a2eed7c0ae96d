package org.shuqiao.routes.ledger;

/** A transfer of whose record the same platform was meant to get a newer version since: nobody needs to do anything about the older one. */
final class Corrected {
    /**
     * Of a row of transfers. One look by the key of its lane for each row, which a join would be free to do for all lanes at once, and
     * out of the order of the rows.
     */
    static final String CONDITION = "((SELECT l.newest_version > version FROM lane l WHERE l.key = lane) IS TRUE)";

    private Corrected() {}
}
