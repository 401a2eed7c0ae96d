package org.shuqiao.routes.keys;

import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;

/** A place that one key at a time fills; the newest one that is in force. */
record KeySlot(Role role, String owner, Kind kind) {
    static KeySlot of(StoredKey row) {
        return new KeySlot(row.role(), row.owner(), row.kind());
    }
}
