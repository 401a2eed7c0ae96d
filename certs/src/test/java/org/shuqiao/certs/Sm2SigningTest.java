package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;

class Sm2SigningTest {
    // GB/T 32918.5-2017, annex A.2: the example on the recommended curve
    private static final ECPrivateKeyParameters KEY = new ECPrivateKeyParameters(
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16), Sm2.DOMAIN);
    private static final ECPublicKeyParameters PUBLIC_KEY = Sm2.publicKeyOf(KEY);
    private static final byte[] NONCE = hex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21");
    private static final byte[] SIGNATURE = hex("3046"
            + "022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

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
    void keepsItsFormWhereBothNumbersAreShort() throws Exception {
        // Found by search: r and s both begin with a zero byte, r with a high bit after it.
        byte[] nonce = hex("64D02C3025A6BFE924645C1BDDA6752807CB527DBF0337CAB3A7E43C60350B7C");
        byte[] signature = new Sm2Signing(KEY, new FixedSecureRandom(nonce)).sign(utf8("message digest"));

        byte[] raw = Sm2Signature.parseDer(signature).raw();

        assertThat(raw)
                .isEqualTo(hex("00BA3CE4FFB62968A8456CA39217544DCEB8E35A043555E33E0DFB0739CB12E2"
                        + "0038ABC61FD87DD866A712B71C38AF0960623CEEA073EB5E50BD0DFDB3212F0B"));
        assertThat(signature).hasSize(2 + 2 + 32 + 2 + 31);
        assertThat(Sm2Signature.parseRaw(raw).der()).isEqualTo(signature);
        verifier.verify(utf8("message digest"), signature);
    }

    @Test
    void signsUnderAUserIdOfThePartner() throws Exception {
        for (String userId : new String[] {"", "cq-capability", "重庆"}) {
            byte[] signature = new Sm2Signing(KEY, RANDOM, userId).sign(utf8("m"));
            new Sm2Verifier(PUBLIC_KEY, userId).verify(utf8("m"), signature);
            assertThatExceptionOfType(WrongSignature.class).isThrownBy(() -> verifier.verify(utf8("m"), signature));
        }
    }

    @Test
    void refusesAUserIdWhoseLengthCannotBeHashed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sm2Signing(KEY, RANDOM, "x".repeat(8_192)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sm2Verifier(PUBLIC_KEY, "重".repeat(2_731)));
    }
}
