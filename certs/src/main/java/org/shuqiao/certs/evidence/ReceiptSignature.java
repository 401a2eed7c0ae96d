package org.shuqiao.certs.evidence;

import java.util.regex.Pattern;
import org.shuqiao.certs.CertificateChain;

/** A platform's SM2 signature of a receipt. */
public final class ReceiptSignature {
    private static final Pattern USER_ID = Pattern.compile("[^\\p{Cntrl}]{0,256}");

    final byte[] der;
    final CertificateChain chain;
    final String userId;

    /**
     * Names the parts.
     *
     * @param der the signature in DER, whatever form it came in
     * @param chain certificates of the platform, leaf first
     * @param userId the platform's SM2 user id: at most 256 characters, none of them a control character
     */
    public ReceiptSignature(byte[] der, CertificateChain chain, String userId) {
        if (!USER_ID.matcher(userId).matches()) {
            throw new IllegalArgumentException("not a user id");
        }
        this.der = der;
        this.chain = chain;
        this.userId = userId;
    }
}
