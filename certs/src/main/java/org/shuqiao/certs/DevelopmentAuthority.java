package org.shuqiao.certs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.shuqiao.certs.OneLeafAuthority.Purpose;

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
    private static final Set<String> RESERVED =
            Set.of(AUTHORITY, Purpose.TIMESTAMPS.name(), Purpose.TIMESTAMPS.authority(), "tls", "tls-ca");
    private static final KeyUsage SIGNS = new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
    private static final KeyUsage DECRYPTS = new KeyUsage(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** A file lock is the process's own, so it cannot keep two threads of one process apart. */
    private static final Object ONE_THREAD_AT_A_TIME = new Object();

    private final Path dir;
    private final Clock clock;
    private final SecureRandom random;
    private final CertificateFactory factory;
    private final SigningKey authority;

    private DevelopmentAuthority(Path dir, Clock clock, SecureRandom random) throws IOException {
        this.dir = dir;
        this.clock = clock;
        this.random = random;
        this.factory = new CertificateFactory(clock, random);
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
        return locked(dir, () -> new DevelopmentAuthority(dir, clock, random));
    }

    /**
     * Makes a key and its certificate unless both are there, and loads them. A key without a certificate gets one; a
     * certificate without its key is a fault, never a reason to replace it.
     *
     * @param name start of the file names: letters, digits, {@code _} and {@code -}, at most 64, and none of {@code ca}, {@code tsa},
     *     {@code tsa-ca}, {@code tls} and {@code tls-ca}
     * @param commonName the subject's common name, in any script
     * @throws IOException if the files cannot be read or written
     * @throws UnusableKey if a file of that name is there but is something else
     */
    public SigningKey issue(String name, String commonName) throws IOException {
        issue(name, commonName, SIGNS);
        return SigningKey.load(keyFile(name), chainFile(name));
    }

    /**
     * Does the same for a key that opens envelopes: its certificate allows to encrypt for it, and nothing else.
     *
     * @throws IOException if the files cannot be read or written
     * @throws UnusableKey if a file of that name is there but is something else
     */
    public DecryptionKey issueEncryption(String name, String commonName) throws IOException {
        issue(name, commonName, DECRYPTS);
        return DecryptionKey.load(keyFile(name), chainFile(name));
    }

    /**
     * Makes a time-stamp authority unless it is there: {@code tsa-ca.pem}, {@code tsa.pem} and {@code tsa.key.pem}, with ECDSA on
     * P-256.
     *
     * @return the file of the certificate that its time stamps are trusted by, {@code tsa-ca.pem}
     * @throws IOException if the files cannot be read or written
     */
    public Path timestampAuthority() throws IOException {
        return locked(dir, new OneLeafAuthority(dir, factory, random, Purpose.TIMESTAMPS)::createIfAbsent);
    }

    /**
     * Makes a key and certificate for HTTPS unless they are there: {@code tls-ca.pem}, {@code tls.pem} and {@code tls.key.pem}, with
     * ECDSA on P-256. What is there keeps its names.
     *
     * @param names host names and addresses of the server, 1 to 20
     * @return the file of the certificate that clients have to trust, {@code tls-ca.pem}
     * @throws IOException if the files cannot be read or written
     * @throws IllegalArgumentException if they are other names
     */
    public Path tls(List<String> names) throws IOException {
        Purpose purpose = Purpose.tls(ServerNames.of(names));
        return locked(dir, new OneLeafAuthority(dir, factory, random, purpose)::createIfAbsent);
    }

    /**
     * A certificate that is no longer to be trusted.
     *
     * @param at from when
     * @param keyCompromised also nothing earlier is to be trusted, since its key may have been in wrong hands
     */
    public record Revocation(CertificateChain certificate, Instant at, boolean keyCompromised) {}

    /** Returns a new revocation list of this authority as PEM ({@code X509 CRL}), valid from now on for that long. */
    public byte[] revocationList(List<Revocation> revocations, Duration validity) {
        Instant now = clock.instant();
        var list = new X509v2CRLBuilder(authority.chain().leaf().getSubject(), Date.from(now))
                .setNextUpdate(Date.from(now.plus(validity)));
        for (Revocation revocation : revocations) {
            int reason = revocation.keyCompromised() ? CRLReason.keyCompromise : CRLReason.cessationOfOperation;
            list.addCRLEntry(revocation.certificate().leaf().getSerialNumber(), Date.from(revocation.at()), reason);
        }
        try {
            byte[] der = list.build(new Sm2ContentSigner(authority.signer(random)::sign))
                    .getEncoded();
            return Pem.encode(Pem.REVOCATION_LIST, der).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("a revocation list could not be encoded", e);
        }
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
            return certificate(request.getSubject(), key, SIGNS);
        } catch (IOException | RuntimeException | SignatureRefused e) {
            throw new UnusableKey("not a request for a certificate signed with SM2", e);
        }
    }

    private CertificateChain certificate(X500Name subject, SubjectPublicKeyInfo key, KeyUsage usage) {
        return new CertificateChain(List.of(
                factory.leaf(subject, key, usage, authority), authority.chain().leaf()));
    }

    /** Whether an authority of this kind has certified the chain: then it proves nothing to anybody. */
    public static boolean isIssuerOf(CertificateChain chain) {
        return chain.certificates().stream().anyMatch(certificate -> isOurs(certificate.getIssuer()));
    }

    /** Whether an authority of this kind has issued the certificate. */
    public static boolean isIssuerOf(X509Certificate certificate) {
        return isOurs(X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()));
    }

    /** Whether an authority of this kind is among those that are trusted. */
    public static boolean isTrustedBy(TrustedCertificates trusted) {
        return trusted.anchors().stream().anyMatch(anchor -> isOurs(anchor.getSubject()));
    }

    private static boolean isOurs(X500Name name) {
        return name.equals(CertificateFactory.name(SUBJECT))
                || name.equals(CertificateFactory.name(OneLeafAuthority.TLS_SUBJECT));
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
        create(AUTHORITY, key -> new CertificateChain(List.of(factory.authority(subject, key))));
        return SigningKey.load(keyFile(AUTHORITY), chainFile(AUTHORITY));
    }

    private void issue(String name, String commonName, KeyUsage usage) throws IOException {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a name for key files");
        }
        locked(dir, () -> {
            create(
                    name,
                    key -> certificate(CertificateFactory.name(commonName), Sm2.encode(Sm2.publicKeyOf(key)), usage));
            return name;
        });
    }

    private void create(String name, Certification certification) throws IOException {
        Path keyFile = keyFile(name);
        Path chainFile = chainFile(name);
        if (!Files.exists(chainFile)) {
            if (!Files.exists(keyFile)) {
                PrivateFiles.write(keyFile, factory.newKeyPem());
            }
            ECPrivateKeyParameters key = SigningKey.privateKey(Files.readAllBytes(keyFile));
            PrivateFiles.writeReadable(chainFile, certification.of(key).pem());
        }
    }

    private Path keyFile(String name) {
        return dir.resolve(name + ".key.pem");
    }

    private Path chainFile(String name) {
        return dir.resolve(name + ".pem");
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
