package org.shuqiao.certs.time;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A time-stamp authority inside the process, for tests and demonstrations: its clock is the one it is given, so its stamps prove
 * nothing to anybody else. Thread-safe.
 */
public final class DevelopmentTimestamps {
    /** The policy in its stamps: an identifier that stands for "of no value". */
    private static final ASN1ObjectIdentifier POLICY =
            new ASN1ObjectIdentifier("2.25.260541027193850627405138472650917384652");

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final AlgorithmIdentifier SHA_256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    private static final int SERIAL_BITS = 64;

    private final AsymmetricKeyParameter key;
    private final List<X509CertificateHolder> chain;
    private final Clock clock;
    private final SecureRandom random;

    private DevelopmentTimestamps(
            AsymmetricKeyParameter key, List<X509CertificateHolder> chain, Clock clock, SecureRandom random) {
        this.key = key;
        this.chain = chain;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Loads {@code tsa.pem} and {@code tsa.key.pem}, as {@link org.shuqiao.certs.DevelopmentAuthority#timestampAuthority} makes
     * them.
     *
     * @throws IOException if they cannot be read
     */
    public static DevelopmentTimestamps load(Path folder, Clock clock, SecureRandom random) throws IOException {
        var chain = new ArrayList<X509CertificateHolder>();
        for (byte[] certificate : pem(folder.resolve("tsa.pem"))) {
            chain.add(new X509CertificateHolder(certificate));
        }
        byte[] key = pem(folder.resolve("tsa.key.pem")).get(0);
        return new DevelopmentTimestamps(PrivateKeyFactory.createKey(key), List.copyOf(chain), clock, random);
    }

    private static List<byte[]> pem(Path file) throws IOException {
        var contents = new ArrayList<byte[]>();
        try (var reader = new PemReader(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
            for (PemObject object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
                contents.add(object.getContent());
            }
        }
        return contents;
    }

    /**
     * Answers a request.
     *
     * @param request DER of a TimeStampReq
     * @return DER of a TimeStampResp: a time stamp, or a rejection of what is no request or not for SHA-256
     */
    public byte[] answer(byte[] request) {
        try {
            TimeStampResponseGenerator responses =
                    new TimeStampResponseGenerator(tokens(), Set.of(NISTObjectIdentifiers.id_sha256));
            return answer(responses, request).getEncoded();
        } catch (TSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a time stamp could not be made", e);
        }
    }

    private TimeStampResponse answer(TimeStampResponseGenerator responses, byte[] request) throws TSPException {
        TimeStampRequest parsed;
        try {
            parsed = new TimeStampRequest(request);
            parsed.validate(Set.of(NISTObjectIdentifiers.id_sha256), null, null);
        } catch (IOException | TSPException | RuntimeException e) { // broken input makes Bouncy Castle throw anything
            return responses.generateFailResponse(PKIStatus.REJECTION, PKIFailureInfo.badDataFormat, "not a request");
        }
        var serial = new BigInteger(SERIAL_BITS, random);
        return responses.generateGrantedResponse(parsed, serial, Date.from(clock.instant()));
    }

    private TimeStampTokenGenerator tokens() throws TSPException, OperatorCreationException {
        DigestCalculatorProvider digests = new BcDigestCalculatorProvider();
        var signer = new BcECContentSignerBuilder(ECDSA, SHA_256)
                .setSecureRandom(random)
                .build(key);
        SignerInfoGenerator information = new SignerInfoGeneratorBuilder(digests).build(signer, chain.get(0));
        var tokens = new TimeStampTokenGenerator(information, digests.get(SHA_256), POLICY);
        tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
        tokens.addCertificates(new CollectionStore<>(chain));
        return tokens;
    }
}
