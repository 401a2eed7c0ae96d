package org.shuqiao.routes.keys;

import java.time.Clock;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.TrustedCertificates;

/**
 * A statement key that another process holds.
 *
 * @param signer asks that process
 * @param authorities who must have certified it
 */
public record RemoteKey(Signer signer, TrustedCertificates authorities, Clock clock) {}
