package org.shuqiao.routes.keys;

import java.util.function.Supplier;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Signer;

/** Signs with whichever key is in force at each call. */
record RotatingSigner(Supplier<Signer> inForce) implements Signer {
    @Override
    public byte[] sign(byte[] message) {
        return inForce.get().sign(message);
    }

    @Override
    public CertificateChain chain() {
        return inForce.get().chain();
    }

    @Override
    public Signer pinned() {
        return inForce.get();
    }
}
