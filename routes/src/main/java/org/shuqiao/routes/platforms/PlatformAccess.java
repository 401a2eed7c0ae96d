package org.shuqiao.routes.platforms;

import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.platforms.Platform;

/**
 * A platform as this installation reaches it: its description, its address, and the secrets agreed with it.
 *
 * @param clientSecret goes into the call signature, or is what that is fetched with (the application's key of family B, the authorisation
 *     code of family G), and may change at any time; never logged. Throws {@link KeyUnavailable} where
 *     there is none now
 * @param callKeys what calls of family D are signed and encrypted with, and manifests of files are signed with; null for another
 *     platform
 * @param authorities who may certify the platform's keys now
 * @param receiptChain PEM of the platform's receipt certificate, leaf first
 * @param senderChain PEM of the certificate that signs what it sends to centers, leaf first
 * @param secretsUrl below which it hands out what calls are signed with, where it does
 * @param hostKeys lines with the keys by which its SFTP server is known; empty where it has none
 */
public record PlatformAccess(
        Platform platform,
        URI baseUrl,
        String clientId,
        Supplier<byte[]> clientSecret,
        @Nullable CallKeys callKeys,
        Supplier<TrustedCertificates> authorities,
        byte[] receiptChain,
        byte[] senderChain,
        URI secretsUrl,
        String hostKeys) {

    /** One without an SFTP server. */
    public PlatformAccess(
            Platform platform,
            URI baseUrl,
            String clientId,
            Supplier<byte[]> clientSecret,
            @Nullable CallKeys callKeys,
            Supplier<TrustedCertificates> authorities,
            byte[] receiptChain,
            byte[] senderChain,
            URI secretsUrl) {
        this(
                platform,
                baseUrl,
                clientId,
                clientSecret,
                callKeys,
                authorities,
                receiptChain,
                senderChain,
                secretsUrl,
                "");
    }

    /** One that hands out what calls are signed with, if it does, where it is called. */
    public PlatformAccess(
            Platform platform,
            URI baseUrl,
            String clientId,
            Supplier<byte[]> clientSecret,
            @Nullable CallKeys callKeys,
            Supplier<TrustedCertificates> authorities,
            byte[] receiptChain,
            byte[] senderChain) {
        this(platform, baseUrl, clientId, clientSecret, callKeys, authorities, receiptChain, senderChain, baseUrl);
    }

    /**
     * @param signer of calls or manifests, under the user id that the platform's description names
     * @param encryption certificates of the key that the platform decrypts with, its own first; null where nothing is encrypted
     */
    public record CallKeys(Signer signer, @Nullable CertificateChain encryption) {}

    /** The same place, described anew. */
    PlatformAccess as(Platform described) {
        return new PlatformAccess(
                described,
                baseUrl,
                clientId,
                clientSecret,
                callKeys,
                authorities,
                receiptChain,
                senderChain,
                secretsUrl);
    }

    public String id() {
        return platform.descriptor().id();
    }

    /**
     * Whether there is everything now that a call is signed and encrypted with.
     *
     * @param now at which the certificate that calls are encrypted for must be good
     */
    public boolean canBeCalled(Instant now) {
        try {
            var unusedSecret = clientSecret.get();
            if (callKeys != null) {
                var unusedKey = callKeys.signer().pinned();
                CertificateChain recipient = callKeys.encryption();
                if (recipient != null) {
                    authorities.get().requireRecipient(recipient, now);
                }
            }
            return true;
        } catch (KeyUnavailable | CertificateRefused missing) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "PlatformAccess[" + id() + "]";
    }
}
