package org.shuqiao.gateway.cli;

/**
 * An account with a password for one sign-in, at which its holder must choose another. This is the one time it can be read.
 *
 * @param keyId by which the account is changed, {@code name} by which its holder signs in
 */
public record OpenedAccount(String keyId, String name, String password) {

    /** Names the account, never the password. */
    @Override
    public String toString() {
        return "OpenedAccount[" + keyId + "]";
    }
}
