/**
 * Keys, signatures, statements and evidence: everything that lets a third party check a transfer without trusting the gateway.
 *
 * <p>Two doors: a {@link org.shuqiao.certs.Signer} comes from a {@link org.shuqiao.certs.SigningKey}, a {@link
 * org.shuqiao.certs.Verifier} from {@link org.shuqiao.certs.TrustedCertificates}. The key decides the algorithm (SM2 with SM3),
 * never the caller; how a partner's signatures travel is a {@link org.shuqiao.certs.SignatureProfile}. Nothing here
 * knows Spring, Camel or the datasets.
 */
@NullMarked
package org.shuqiao.certs;

import org.jspecify.annotations.NullMarked;
