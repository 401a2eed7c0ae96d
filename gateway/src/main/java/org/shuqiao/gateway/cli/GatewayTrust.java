package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.shuqiao.certs.TlsTrust;

/**
 * Whom our programs believe when they call the gateway of a home folder: the authorities that Java trusts, and in a trial the one in
 * {@code development/tls-ca.pem}.
 */
public final class GatewayTrust {
    private GatewayTrust() {}

    /**
     * Reads it.
     *
     * @param home of the gateway
     * @param caFiles PEM files of further authorities
     * @throws IOException if a file cannot be read or holds no certificate
     */
    public static SSLContext of(Path home, Path... caFiles) throws IOException {
        List<Path> files = new ArrayList<>(List.of(caFiles));
        Path development = home.resolve("development").resolve("tls-ca.pem");
        if (Files.exists(development)) {
            files.add(development);
        }
        return TlsTrust.context(files);
    }
}
