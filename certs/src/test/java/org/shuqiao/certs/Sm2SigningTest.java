package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import com.tencent.kona.crypto.KonaCryptoProvider;
import com.tencent.kona.crypto.spec.SM2PrivateKeySpec;
import com.tencent.kona.crypto.spec.SM2PublicKeySpec;
import com.tencent.kona.crypto.spec.SM2SignatureParameterSpec;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm2SigningTest {
    // GB/T 32918.5-2017, annex A.2: the example on the recommended curve
    private static final ECPrivateKeyParameters KEY = new ECPrivateKeyParameters(
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16), Sm2.DOMAIN);
    private static final ECPublicKeyParameters PUBLIC_KEY = Sm2.publicKeyOf(KEY);
    private static final byte[] NONCE = hex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21");
    private static final byte[] SIGNATURE = hex("3046"
            + "022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

    private final Provider kona = new KonaCryptoProvider();
    private final Sm2Signing signing = new Sm2Signing(KEY, RANDOM);
    private final Verifier verifier = new Sm2Verifier(PUBLIC_KEY);

    @Test
    void matchesTheExampleOfTheStandard() {
        assertThat(PUBLIC_KEY.getQ().getEncoded(false))
                .isEqualTo(hex("04"
                        + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                        + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"));
        var fixed = new Sm2Signing(KEY, new FixedSecureRandom(NONCE));
        assertThat(fixed.sign(utf8("message digest"))).isEqualTo(SIGNATURE);
        assertThatCode(() -> verifier.verify(utf8("message digest"), SIGNATURE)).doesNotThrowAnyException();
    }

    @Test
    void verifiesWhatItSigned() throws Exception {
        for (int length : new int[] {0, 1, 31, 32, 33, 63, 64, 65, 5_000}) {
            var message = new byte[length];
            new Random(length).nextBytes(message);
            verifier.verify(message, signing.sign(message));
        }
    }

    @Test
    void neverUsesANonceTwice() {
        var signatures = new HashSet<BigInteger>();
        for (int i = 0; i < 200; i++) {
            signatures.add(new BigInteger(signing.sign(utf8("same"))));
        }
        assertThat(signatures).hasSize(200);
    }

    @Test
    void servesManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> utf8("message " + i)))
                .allSatisfy(message -> {
                    verifier.verify(message, signing.sign(message));
                    assertThatExceptionOfType(WrongSignature.class)
                            .isThrownBy(() -> verifier.verify(utf8("another"), signing.sign(message)));
                });
    }

    @Test
    void isVerifiedByKona() throws Exception {
        Signature signature = Signature.getInstance("SM2", kona);
        signature.setParameter(new SM2SignatureParameterSpec(konaPublicKey()));
        for (int i = 0; i < 50; i++) {
            byte[] message = utf8("message " + i);
            signature.initVerify(konaPublicKey());
            signature.update(message);
            assertThat(signature.verify(signing.sign(message))).isTrue();
        }
    }

    @Test
    void verifiesWhatKonaSigned() throws Exception {
        var key = KeyFactory.getInstance("SM2", kona)
                .generatePrivate(
                        new SM2PrivateKeySpec(hex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")));
        Signature signature = Signature.getInstance("SM2", kona);
        signature.setParameter(new SM2SignatureParameterSpec(konaPublicKey()));
        for (int i = 0; i < 50; i++) {
            byte[] message = utf8("message " + i);
            signature.initSign(key);
            signature.update(message);
            verifier.verify(message, signature.sign());
        }
    }

    private ECPublicKey konaPublicKey() throws Exception {
        return (ECPublicKey) KeyFactory.getInstance("SM2", kona)
                .generatePublic(new SM2PublicKeySpec(PUBLIC_KEY.getQ().getEncoded(false)));
    }

    @Test
    void isVerifiedByOpenSslAndVerifiesWhatOpenSslSigned(@TempDir Path folder) throws Exception {
        var openSsl = new OpenSsl(folder);
        SigningKey key = Samples.authority(folder).issue("gateway", "gateway");
        Signer signer = key.signer(RANDOM);
        assertThat(openSsl.run("x509", "-in", "gateway.pem", "-pubkey", "-noout", "-out", "public.pem")
                        .status())
                .isZero();
        for (int i = 0; i < 5; i++) {
            byte[] message = utf8("message " + i);
            openSsl.write("message", message);
            openSsl.write("ours.der", signer.sign(message));
            var verified = openSsl.run(
                    "dgst",
                    "-sm3",
                    "-verify",
                    "public.pem",
                    "-sigopt",
                    "distid:1234567812345678",
                    "-signature",
                    "ours.der",
                    "message");
            assertThat(verified).isEqualTo(new OpenSsl.Result(0, "Verified OK\n"));

            openSsl.run(
                    "dgst",
                    "-sm3",
                    "-sign",
                    "gateway.key.pem",
                    "-sigopt",
                    "distid:1234567812345678",
                    "-out",
                    "theirs.der",
                    "message");
            new Sm2Verifier(Sm2.publicKey(key.chain().leaf().getSubjectPublicKeyInfo()))
                    .verify(message, openSsl.read("theirs.der"));
        }
    }
}
