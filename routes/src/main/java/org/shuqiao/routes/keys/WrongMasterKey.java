package org.shuqiao.routes.keys;

/** The keys of this ledger were sealed under another master key. Nothing is stored or replaced then. */
public final class WrongMasterKey extends RuntimeException {
    WrongMasterKey(Throwable broken) {
        super("the keys of this ledger are sealed under another master key than the one given here", broken);
    }
}
