package org.shuqiao.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.steps.OwnLog;
import org.springframework.stereotype.Component;

/** Whom this gateway believes, as a trust file for auditors: a start, which they compare with what they know from elsewhere. */
@Component
public final class OwnTrust {
    private final OwnLog log;
    private final KeyStore keys;
    private final TrustedCertificates authorities;
    private final List<String> timestampAuthorities;

    OwnTrust(Journeys journeys, KeyStore keys, TrustedCertificates authorities) {
        this.log = journeys.log().log();
        this.keys = keys;
        this.authorities = authorities;
        this.timestampAuthorities =
                pems(journeys.parts().log().timestamps().authorities().pem());
    }

    /** Made anew each time, since keys come and are marked while the gateway runs. */
    public Trust now() {
        return new Trust(
                List.of(ascii(authorities.pem())),
                log.keys(),
                timestampAuthorities,
                List.of(),
                keys.compromised().stream()
                        .map(one ->
                                new Trust.Compromised(Sm3.hex(one.certificates().leafDer()), one.from()))
                        .toList());
    }

    private static List<String> pems(byte[] pem) {
        return pem.length == 0 ? List.of() : List.of(ascii(pem));
    }

    private static String ascii(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }
}
