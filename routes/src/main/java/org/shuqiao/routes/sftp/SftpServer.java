package org.shuqiao.routes.sftp;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A server as it is reached.
 *
 * @param user our login name there
 * @param hostKeys the only keys that it may show
 * @param secret a password, or an unencrypted private key as PEM or in OpenSSH's form, in UTF-8; asked for at each login
 * @param connectWithin for the connection, and again for the login
 * @param operationWithin for each operation
 */
public record SftpServer(
        String host,
        int port,
        String user,
        HostKeys hostKeys,
        Supplier<byte[]> secret,
        Duration connectWithin,
        Duration operationWithin) {

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "SftpServer[" + host + ":" + port + "]";
    }
}
