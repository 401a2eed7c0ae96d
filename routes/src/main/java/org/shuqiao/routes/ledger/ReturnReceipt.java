package org.shuqiao.routes.ledger;

/**
 * Our signed answer to a batch, as it was first given.
 *
 * @param httpStatus 200 where a row was taken (or had been), 409 where none was and a slot was full, else 422
 */
public record ReturnReceipt(int httpStatus, Signed signed) {

    /**
     * A receipt's bytes, signed.
     *
     * @param document canonical JSON
     * @param signature DER
     * @param signingChain PEM, leaf first
     */
    public record Signed(byte[] document, byte[] signature, byte[] signingChain) {}
}
