package org.shuqiao.gateway.cli;

/**
 * A new API key. The gateway keeps only its hash, so this is the one time it can be read.
 *
 * @param keyId by which it is revoked
 * @param apiKey the bearer token
 */
public record IssuedKey(String keyId, String apiKey) {

    /** Names the key, never the token. */
    @Override
    public String toString() {
        return "IssuedKey[" + keyId + "]";
    }
}
