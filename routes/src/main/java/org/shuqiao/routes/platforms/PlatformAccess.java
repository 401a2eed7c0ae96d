package org.shuqiao.routes.platforms;

import java.net.URI;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Platform;

/**
 * A platform as this installation reaches it: its description, its address, and the secrets agreed with it.
 *
 * @param clientSecret key of the call signature; never logged
 * @param receiptAuthorities who may certify the platform's receipt key
 * @param receiptChain PEM of the platform's receipt certificate, leaf first
 */
public record PlatformAccess(
        Platform platform,
        URI baseUrl,
        String clientId,
        byte[] clientSecret,
        TrustedCertificates receiptAuthorities,
        byte[] receiptChain) {

    public String id() {
        return platform.descriptor().id();
    }

    @Override
    public String toString() {
        return "PlatformAccess[" + id() + "]";
    }
}
