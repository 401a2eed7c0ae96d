package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the simulated Qingdao platform holds: the authority it trusts, the key it signs receipts with, and the secret it
 * shares with the gateway.
 */
record QingdaoKeys(TrustedAuthority authority, Sm2Signer receiptSigner, CallSignature callSignature) {

    /** Reads {@code ca}, {@code qingdao} and the secret {@code qingdao}. */
    static QingdaoKeys load(KeyFolder keys) {
        return new QingdaoKeys(
                keys.authority("ca"),
                keys.signer("qingdao", Sm2UserId.DEFAULT),
                new CallSignature(keys.secret("qingdao").getBytes(UTF_8)));
    }
}
