package org.shuqiao.certs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * A certificate authority in a directory, so that a demonstration or a test has real SM2 keys. Whoever can read the directory can
 * sign as anybody: not for production, and its name says so in every certificate.
 *
 * <p>Files: {@code ca.pem} and {@code ca.key.pem}, {@code <name>.pem} (leaf, then authority) and {@code <name>.key.pem} (PKCS#8,
 * readable by the owner only). What is there is kept, so calling again changes nothing. Processes and threads may do so at once:
 * a lock on {@code .lock} lets one at a time in, and each file appears whole, the certificate after its key.
 */
public final class DevelopmentAuthority {
    private static final String SUBJECT = "Shuqiao development CA";
    private static final String AUTHORITY = "ca";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** A file lock is the process's own, so it cannot keep two threads of one process apart. */
    private static final Object ONE_THREAD_AT_A_TIME = new Object();

    private final Path dir;
    private final CertificateFactory factory;
    private final SigningKey authority;

    private DevelopmentAuthority(Path dir, CertificateFactory factory) throws IOException {
        this.dir = dir;
        this.factory = factory;
        this.authority = openOrCreateAuthority();
    }

    /**
     * Opens the authority of a directory, which is created with everything in it when missing.
     *
     * @param clock says from when certificates are valid; they are for ten years
     * @param random source of keys, serial numbers and nonces
     * @throws IOException if the directory cannot be read or written
     * @throws UnusableKey if a file of that name is there but is something else
     */
    public static DevelopmentAuthority openOrCreate(Path dir, Clock clock, SecureRandom random) throws IOException {
        PrivateFiles.createDirectory(dir);
        return locked(dir, () -> new DevelopmentAuthority(dir, new CertificateFactory(clock, random)));
    }

    /**
     * Makes a key and its certificate unless both are there, and loads them. A key without a certificate gets one; a
     * certificate without its key is a fault, never a reason to replace it.
     *
     * @param name start of the file names: letters, digits, {@code _} and {@code -}, at most 64, and not {@code ca}
     * @param commonName the subject's common name, in any script
     * @throws IOException if the files cannot be read or written
     * @throws UnusableKey if a file of that name is there but is something else
     */
    public SigningKey issue(String name, String commonName) throws IOException {
        if (!NAME.matcher(name).matches() || name.equalsIgnoreCase(AUTHORITY)) {
            throw new IllegalArgumentException("not a name for key files");
        }
        return locked(
                dir,
                () -> openOrCreate(name, key -> {
                    return certificate(CertificateFactory.name(commonName), Sm2.encode(Sm2.publicKeyOf(key)));
                }));
    }

    /**
     * Certifies whoever asks, as {@link UncertifiedKey#csr} does; nothing is kept.
     *
     * @param csr PEM of a PKCS#10 request whose signature proves that the asker has the key
     * @return leaf, then authority
     * @throws UnusableKey if it is anything else
     */
    public CertificateChain certify(byte[] csr) {
        try {
            var request = new PKCS10CertificationRequest(
                    Pem.decode(csr, Pem.CERTIFICATE_REQUEST).get(0));
            SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
            new Sm2Verifier(Sm2.publicKey(key))
                    .verify(
                            request.toASN1Structure()
                                    .getCertificationRequestInfo()
                                    .getEncoded(),
                            request.getSignature());
            return certificate(request.getSubject(), key);
        } catch (IOException | RuntimeException | SignatureRefused e) {
            throw new UnusableKey("not a request for a certificate signed with SM2", e);
        }
    }

    private CertificateChain certificate(X500Name subject, SubjectPublicKeyInfo key) {
        return new CertificateChain(
                List.of(factory.leaf(subject, key, authority), authority.chain().leaf()));
    }

    /** Whether an authority of this kind has certified the chain: then it proves nothing to anybody. */
    public static boolean isIssuerOf(CertificateChain chain) {
        return chain.certificates().stream().anyMatch(certificate -> isOurs(certificate.getIssuer()));
    }

    /** Whether an authority of this kind is among those that are trusted. */
    public static boolean isTrustedBy(TrustedCertificates trusted) {
        return trusted.anchors().stream().anyMatch(anchor -> isOurs(anchor.getSubject()));
    }

    private static boolean isOurs(X500Name name) {
        return name.equals(CertificateFactory.name(SUBJECT));
    }

    /** Returns the trust in this authority and in no other. */
    public TrustedCertificates trusted() {
        try {
            return new TrustedCertificates(authority.chain().certificates());
        } catch (CertificateRefused e) {
            throw new IllegalStateException("the authority does not follow its own rules", e);
        }
    }

    private SigningKey openOrCreateAuthority() throws IOException {
        X500Name subject = CertificateFactory.name(SUBJECT);
        return openOrCreate(AUTHORITY, key -> new CertificateChain(List.of(factory.authority(subject, key))));
    }

    private SigningKey openOrCreate(String name, Certification certification) throws IOException {
        Path keyFile = dir.resolve(name + ".key.pem");
        Path chainFile = dir.resolve(name + ".pem");
        if (!Files.exists(chainFile)) {
            if (!Files.exists(keyFile)) {
                PrivateFiles.write(keyFile, factory.newKeyPem());
            }
            ECPrivateKeyParameters key = SigningKey.privateKey(Files.readAllBytes(keyFile));
            PrivateFiles.writeReadable(chainFile, certification.of(key).pem());
        }
        return SigningKey.load(keyFile, chainFile);
    }

    @FunctionalInterface
    private interface Certification {
        CertificateChain of(ECPrivateKeyParameters key);
    }

    @FunctionalInterface
    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T locked(Path dir, FileWork<T> work) throws IOException {
        synchronized (ONE_THREAD_AT_A_TIME) {
            try (var channel =
                    FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // released when the channel is closed
                return work.run();
            }
        }
    }
}
