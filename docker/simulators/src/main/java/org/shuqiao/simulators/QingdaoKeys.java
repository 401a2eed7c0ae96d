package org.shuqiao.simulators;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * What the simulated Qingdao platform holds: the authority it trusts, the key it signs receipts with, and the secret it
 * shares with the gateway.
 */
record QingdaoKeys(TrustedAuthority authority, Sm2Signer receiptSigner, CallSignature callSignature) {
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads {@code ca.pem}, {@code qingdao.key.pem} (PKCS#8), {@code qingdao.pem} (leaf first) and {@code qingdao.secret}
     * (text; white space around it is not part of the secret). Anything missing or unusable is a start-up failure.
     */
    static QingdaoKeys load(Path folder, Kona kona, SecureRandom random) {
        Path certificateFile = folder.resolve("qingdao.pem");
        TrustedAuthority authority = authority(folder.resolve("ca.pem"), kona);
        Sm2Signer signer = signer(folder.resolve("qingdao.key.pem"), kona, random);
        if (!verifier(certificateFile, kona).accepts(PROBE, signer.sign(PROBE))) {
            throw new StartupFailure("qingdao.key.pem is not the key of " + certificateFile);
        }
        Path secretFile = folder.resolve("qingdao.secret");
        String secret = PemFile.text(secretFile).strip();
        if (secret.isEmpty()) {
            throw new StartupFailure(secretFile + " is empty");
        }
        return new QingdaoKeys(authority, signer, new CallSignature(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static TrustedAuthority authority(Path file, Kona kona) {
        try {
            return new TrustedAuthority(kona, PemFile.read(file, "CERTIFICATE"));
        } catch (MalformedDer | GeneralSecurityException e) {
            throw new StartupFailure(file + " is not an SM2 certificate");
        }
    }

    private static Sm2Verifier verifier(Path file, Kona kona) {
        try {
            SmCertificate leaf = SmCertificate.parse(PemFile.read(file, "CERTIFICATE"));
            return new Sm2Verifier(kona, leaf.subjectPublicKeyInfo());
        } catch (MalformedDer | GeneralSecurityException e) {
            throw new StartupFailure(file + " is not an SM2 certificate");
        }
    }

    private static Sm2Signer signer(Path file, Kona kona, SecureRandom random) {
        try {
            return new Sm2Signer(kona, PemFile.read(file, "PRIVATE KEY"), random);
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(file + " is not an SM2 private key in PKCS#8");
        }
    }
}
