package org.shuqiao.gateway;

import java.time.Instant;
import javax.net.ssl.X509ExtendedKeyManager;
import org.shuqiao.certs.TlsIdentity;

/**
 * What HTTPS shows of this gateway.
 *
 * @param keyManager gives TLS the key and its certificates
 * @param serial of the gateway's own certificate, hexadecimal
 * @param validUntil the first end of its certificates
 */
record ServerIdentity(X509ExtendedKeyManager keyManager, String serial, Instant validUntil) {
    static ServerIdentity of(TlsIdentity identity) {
        return new ServerIdentity(
                identity.keyManager(),
                identity.chain().leafSerialHex(),
                identity.chain().validUntil());
    }

    /** Without the key manager, which would hand out the key. */
    @Override
    public String toString() {
        return "ServerIdentity[" + serial + "]";
    }
}
