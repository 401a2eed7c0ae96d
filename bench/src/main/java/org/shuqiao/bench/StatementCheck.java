package org.shuqiao.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.Verifier;

/**
 * Verifies the statement of a call as the platform would: certificate, signature, payload, platform and idempotency key. It uses
 * the gateway's own code, so it shows what the work costs; that the statements are right, the simulators show with other code.
 * Thread-safe.
 */
final class StatementCheck {
    private final TrustedCertificates authorities;
    private final Clock clock;
    private final Map<String, Verifier> verifiers = new ConcurrentHashMap<>();

    StatementCheck(TrustedCertificates authorities, Clock clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /** Trusts the development authority of a home folder. */
    static StatementCheck trusting(Path developmentFolder, Clock clock) throws IOException, CertificateRefused {
        return new StatementCheck(TrustedCertificates.load(List.of(developmentFolder.resolve("ca.pem"))), clock);
    }

    /**
     * Whether the statement is one for this payload under this key.
     *
     * @param certificate base64url of the DER certificate, as it stands in the header
     */
    boolean accepts(byte[] statement, byte[] signature, String certificate, String key, String payloadHash) {
        try {
            verifier(certificate).verify(statement, signature);
            Statement read = Statement.parse(statement);
            return read.platform().equals("qingdao")
                    && read.transferId().toString().equals(key)
                    && read.payloadHash().equals(payloadHash);
        } catch (SignatureRefused | CertificateRefused | IllegalArgumentException e) {
            return false;
        }
    }

    /** Kept by certificate: a run sees one, and following its path costs more than a signature. */
    private Verifier verifier(String certificate) throws CertificateRefused {
        Verifier known = verifiers.get(certificate);
        if (known != null) {
            return known;
        }
        byte[] der = Base64.getUrlDecoder().decode(certificate);
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        CertificateChain chain = CertificateChain.parse(pem.getBytes(StandardCharsets.US_ASCII));
        Verifier verifier = authorities.verifier(chain, clock.instant());
        verifiers.put(certificate, verifier);
        return verifier;
    }
}
