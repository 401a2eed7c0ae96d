package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The folder with the development keys: {@code NAME.pem} (certificates, leaf first), {@code NAME.key.pem} (PKCS#8) and
 * {@code NAME.secret} (text). Anything missing or unusable is a start-up failure that names the file.
 */
final class KeyFolder {
    private static final byte[] PROBE = "a probe of 16 b.".getBytes(UTF_8);

    private final Path folder;
    private final Kona kona;
    private final SecureRandom random;

    KeyFolder(Path folder, Kona kona, SecureRandom random) {
        this.folder = folder;
        this.kona = kona;
        this.random = random;
    }

    TrustedAuthority authority(String name) {
        Path file = certificateFile(name);
        try {
            return new TrustedAuthority(kona, PemFile.read(file, "CERTIFICATE"));
        } catch (MalformedDer | GeneralSecurityException e) {
            throw notSm2(file);
        }
    }

    /** A verifier for the signatures of the certificate's key over this user id. */
    Sm2Verifier verifier(String name, Sm2UserId userId) {
        try {
            return new Sm2Verifier(kona, publicKey(name), userId);
        } catch (GeneralSecurityException e) {
            throw notSm2(certificateFile(name));
        }
    }

    /** A signer whose key was seen to belong to its certificate. */
    Sm2Signer signer(String name, Sm2UserId userId) {
        Sm2Verifier verifier = verifier(name, userId);
        byte[] key = PemFile.read(keyFile(name), "PRIVATE KEY");
        try {
            Sm2Signer signer = new Sm2Signer(kona, key, publicKey(name), userId, random);
            requirePair(verifier.accepts(PROBE, signer.sign(PROBE)), name);
            return signer;
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(keyFile(name) + " is not an SM2 private key in PKCS#8");
        }
    }

    /** A decryption whose key was seen to belong to its certificate. */
    Sm2Decryption decryption(String name) {
        byte[] publicKey = publicKey(name);
        byte[] key = PemFile.read(keyFile(name), "PRIVATE KEY");
        try {
            Sm2Decryption decryption = new Sm2Decryption(kona, key);
            byte[] probe = Sm2Decryption.encrypt(kona, publicKey, PROBE, random);
            requirePair(decryption.open(probe).isPresent(), name);
            return decryption;
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(keyFile(name) + " or its certificate is not of SM2");
        }
    }

    /** The secret's text; white space around it is not part of it. */
    String secret(String name) {
        Path file = folder.resolve(name + ".secret");
        String secret = PemFile.text(file).strip();
        if (secret.isEmpty()) {
            throw new StartupFailure(file + " is empty");
        }
        return secret;
    }

    /** Trust in this authority of HTTPS alone, or in those of Java where there is no such file. */
    SSLContext httpsAuthority(String name) {
        Path file = certificateFile(name);
        try {
            if (!Files.exists(file)) {
                return SSLContext.getDefault();
            }
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry(name, certificate(PemFile.read(file, "CERTIFICATE")));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), random);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartupFailure(file + " is not a certificate");
        }
    }

    private static Certificate certificate(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private byte[] publicKey(String name) {
        Path file = certificateFile(name);
        try {
            return SmCertificate.parse(PemFile.read(file, "CERTIFICATE")).subjectPublicKeyInfo();
        } catch (MalformedDer e) {
            throw notSm2(file);
        }
    }

    private void requirePair(boolean pair, String name) {
        if (!pair) {
            throw new StartupFailure(keyFile(name).getFileName() + " is not the key of " + certificateFile(name));
        }
    }

    private Path certificateFile(String name) {
        return folder.resolve(name + ".pem");
    }

    private Path keyFile(String name) {
        return folder.resolve(name + ".key.pem");
    }

    private static StartupFailure notSm2(Path file) {
        return new StartupFailure(file + " is not an SM2 certificate");
    }
}
