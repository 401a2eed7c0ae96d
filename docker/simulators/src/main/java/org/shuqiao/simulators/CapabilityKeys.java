package org.shuqiao.simulators;

import javax.net.ssl.SSLContext;

/**
 * What the simulated capability center holds.
 *
 * @param authority the one whose certificates may sign statements
 * @param caller the registered key of the gateway's calls
 * @param applicationSecret shared with the gateway, a part of each call's signed text
 * @param decryption of the keys that calls are encrypted with
 * @param receiptSigner signs receipts (DER)
 * @param gateway whom it believes to be the gateway when it calls it over HTTPS
 */
record CapabilityKeys(
        TrustedAuthority authority,
        Sm2Verifier caller,
        String applicationSecret,
        Sm2Decryption decryption,
        Sm2Signer receiptSigner,
        SSLContext gateway) {
    static final Sm2UserId CALLER_ID = new Sm2UserId("shuqiao@cq-capability");
    static final Sm2UserId RECEIPT_ID = new Sm2UserId("cq-capability");

    /**
     * Reads {@code ca}, {@code capability-center}, {@code capability-center-enc}, the certificate
     * {@code capability-center-client}, the secret {@code capability-center}, and {@code tls-ca} where it is there.
     */
    static CapabilityKeys load(KeyFolder keys) {
        return new CapabilityKeys(
                keys.authority("ca"),
                keys.verifier("capability-center-client", CALLER_ID),
                keys.secret("capability-center"),
                keys.decryption("capability-center-enc"),
                keys.signer("capability-center", RECEIPT_ID),
                keys.httpsAuthority("tls-ca"));
    }
}
