package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds the calls of one signing family for one platform. */
interface CallBuilder {

    /** @throws SecretUnavailable where there is nothing to sign the call with; then surely nothing leaves */
    Envelope push(Batch batch) throws CertificateRefused, SecretUnavailable;
}
