package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds what leaves for one platform: calls of one signing family, or rows that are laid down. */
interface CallBuilder {

    /** @throws SecretUnavailable where there is nothing to sign the call with; then surely nothing leaves */
    Envelope push(Batch batch) throws CertificateRefused, SecretUnavailable;
}
