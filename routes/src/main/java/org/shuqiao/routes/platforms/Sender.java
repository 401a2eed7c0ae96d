package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.mappings.platforms.ReturnDescription;

/** Verifies the signatures over what one platform sends to centers. */
public final class Sender {
    private final PlatformAccess access;
    private final ReturnDescription returns;
    private final SignatureProfile profile;
    private final CertificateChain chain;

    /** @throws CertificateRefused if the platform's sender certificate cannot be read */
    public Sender(PlatformAccess access, ReturnDescription returns) throws CertificateRefused {
        this.access = access;
        this.returns = returns;
        this.profile = Profiles.of(returns.signature());
        this.chain = CertificateChain.parse(access.senderChain());
    }

    public PlatformAccess access() {
        return access;
    }

    public ReturnDescription returns() {
        return returns;
    }

    /**
     * Verifies that the platform has signed this body for this dataset at this time.
     *
     * @param timestamp as it was sent, which is how it was signed
     * @param bodyHash SM3 of the body
     * @param at when the signature was made; the certificate must have been good then
     */
    public void verify(String dataset, String timestamp, byte[] bodyHash, byte[] signature, Instant at)
            throws SignatureRefused, CertificateRefused {
        access.authorities()
                .get()
                .verifier(chain, at, profile)
                .verify(signedText(access.id(), dataset, timestamp, bodyHash), signature);
    }

    /** What a platform signs: method, path, time and SM3 of the body, each on a line. */
    static byte[] signedText(String platform, String dataset, String timestamp, byte[] bodyHash) {
        return ("POST\n/platform/v1/" + platform + '/' + dataset + '\n' + timestamp + '\n'
                        + HexFormat.of().formatHex(bodyHash) + '\n')
                .getBytes(StandardCharsets.UTF_8);
    }
}
