package org.shuqiao.certs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** What Bouncy Castle asks to sign a certificate or a revocation list with. */
record Sm2ContentSigner(UnaryOperator<byte[]> signing, ByteArrayOutputStream content) implements ContentSigner {
    Sm2ContentSigner(UnaryOperator<byte[]> signing) {
        this(signing, new ByteArrayOutputStream());
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return Sm2.SIGNATURE_ALGORITHM;
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        return signing.apply(content.toByteArray());
    }
}
