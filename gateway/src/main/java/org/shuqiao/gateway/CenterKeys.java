package org.shuqiao.gateway;

import java.util.List;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.ledger.CenterKeyLedger;
import org.shuqiao.routes.ledger.CenterKeyLedger.OwnKey;
import org.springframework.stereotype.Component;

/**
 * The API keys that the people of a center give to its own software, and take away. No call of the API does this: a key that has leaked
 * could make itself another one that outlives it.
 */
@Component
public final class CenterKeys {
    /** In force at once; a center has a handful of programs, and what nobody uses any more is to be revoked. */
    public static final int MOST = 20;

    private final CenterKeyLedger ledger;
    private final ApiKeys keys;

    CenterKeys(Journeys journeys, ApiKeys keys) {
        this.ledger = journeys.ledger().centerKeys();
        this.keys = keys;
    }

    public List<OwnKey> all(ApiKeys.Caller caller) {
        return ledger.keys(caller.ownCenter());
    }

    /**
     * @param label for what it is
     * @throws Failure BAD_REQUEST for a label that says nothing, WRONG_STATE where there are as many as may be
     */
    public ApiKeys.Issued issue(String label, ApiKeys.Caller caller) {
        String known = Members.text(label, "label").strip();
        return keys.issue(caller.ownCenter(), known, key -> ledger.issue(key, MOST, caller.keyId()));
    }

    /** @throws Failure NOT_FOUND where the center has no such key in force */
    public void revoke(String keyId, ApiKeys.Caller caller) {
        ledger.revoke(keyId, caller.ownCenter(), caller.keyId());
        keys.forget(keyId);
    }
}
