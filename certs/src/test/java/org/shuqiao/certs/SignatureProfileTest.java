package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.SignatureProfile.DEFAULT_USER_ID;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class SignatureProfileTest {
    private static final SignatureProfile LENIENT = new SignatureProfile(SignatureForm.DER, DEFAULT_USER_ID, true);
    private static final BigInteger HIGH = BigInteger.ONE.shiftLeft(255).add(BigInteger.ONE);
    private static final BigInteger HIGH_OF_31_BYTES = BigInteger.ONE.shiftLeft(247);
    private static final BigInteger LAST = Sm2.ORDER.subtract(BigInteger.ONE);

    @Test
    void takesNegativeIntegersOnlyWhereThePartnerMayBeLenient() throws Exception {
        for (BigInteger number : List.of(HIGH, HIGH_OF_31_BYTES, LAST, BigInteger.valueOf(0xff80))) {
            byte[] strict = new Sm2Signature(number, number).der();
            byte[] unsigned = BigIntegers.asUnsignedByteArray(number);
            byte[] negative = der(unsigned, unsigned);
            assertThat(LENIENT.toDer(negative)).isEqualTo(strict);
            assertThat(LENIENT.toDer(strict)).isEqualTo(strict);
            assertThat(LENIENT.toDer(der(unsigned, number.toByteArray()))).isEqualTo(strict);
            refuse(SignatureProfile.DEFAULT, negative);
            refuse(SignatureProfile.DEFAULT, der(unsigned, number.toByteArray()));
            refuse(SignatureProfile.DEFAULT, der(number.toByteArray(), unsigned));
        }
    }

    @Test
    void staysStrictInEverythingElse() {
        byte[] one = {1};
        byte[] n = BigIntegers.asUnsignedByteArray(Sm2.ORDER);
        byte[] last = BigIntegers.asUnsignedByteArray(LAST);
        byte[] beyond = new byte[33];
        Arrays.fill(beyond, (byte) 0xff);
        for (SignatureProfile profile : List.of(LENIENT, SignatureProfile.DEFAULT)) {
            refuse(profile, der(n, one)); // n without its leading zero
            refuse(profile, der(one, n));
            refuse(profile, der(Sm2.ORDER.toByteArray(), one));
            refuse(profile, der(beyond, one)); // oversized and negative
            refuse(profile, der(new byte[] {0}, one));
            refuse(profile, der(one, new byte[] {0}));
            refuse(profile, der(new byte[] {0, 1}, one)); // not minimal
            refuse(profile, der(new byte[] {0, 0, (byte) 0x80}, one));
            refuse(profile, der(new byte[0], one));
            byte[] trailing = der(last, last);
            refuse(profile, Arrays.copyOf(trailing, trailing.length + 1));
            refuse(profile, Arrays.copyOf(trailing, trailing.length - 1));
            refuse(profile, new byte[0]);
            refuse(profile, new byte[64]);
        }
    }

    @Test
    void takesRawSignaturesOf64BytesInRange() throws Exception {
        var raw = new SignatureProfile(SignatureForm.RAW, "partner", false);
        byte[] one = new byte[64];
        one[31] = 1;
        one[63] = 1;
        assertThat(raw.toDer(one)).isEqualTo(der(new byte[] {1}, new byte[] {1}));
        assertThat(raw.toDer(raw(LAST, LAST))).isEqualTo(new Sm2Signature(LAST, LAST).der());
        assertThat(SignatureForm.RAW.fromDer(raw.toDer(one), new CertificateChain(List.of())))
                .isEqualTo(one);
        refuse(raw, new byte[64]);
        refuse(raw, Arrays.copyOf(one, 63));
        refuse(raw, Arrays.copyOf(one, 65));
        refuse(raw, new byte[0]);
        refuse(raw, raw(Sm2.ORDER, BigInteger.ONE));
        refuse(raw, raw(BigInteger.ONE, Sm2.ORDER));
        refuse(raw, raw(BigInteger.ZERO, BigInteger.ONE));
        refuse(raw, raw(BigInteger.ONE, BigInteger.ZERO));
        refuse(raw, new Sm2Signature(HIGH, HIGH).der());
    }

    @Test
    void refusesUserIdsThatCannotBeHashed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignatureProfile(SignatureForm.DER, "x".repeat(8_192), false));
        assertThatCode(() -> new SignatureProfile(SignatureForm.DER, "x".repeat(8_191), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> new SignatureProfile(SignatureForm.RAW, "", false)).doesNotThrowAnyException();
    }

    @Test
    void knowsFormsByTheirNames() {
        assertThat(SignatureForm.of("der")).isEqualTo(SignatureForm.DER);
        assertThat(SignatureForm.of("raw")).isEqualTo(SignatureForm.RAW);
        assertThat(SignatureForm.of("cms")).isEqualTo(SignatureForm.CMS);
        for (String name : List.of("", "DER", "jws")) {
            assertThatIllegalArgumentException().isThrownBy(() -> SignatureForm.of(name));
        }
    }

    private static void refuse(SignatureProfile profile, byte[] wire) {
        assertThatExceptionOfType(MalformedSignature.class).isThrownBy(() -> profile.toDer(wire));
    }

    private static byte[] raw(BigInteger r, BigInteger s) {
        byte[] raw = new byte[64];
        BigIntegers.asUnsignedByteArray(r, raw, 0, 32);
        BigIntegers.asUnsignedByteArray(s, raw, 32, 32);
        return raw;
    }

    private static byte[] der(byte[] r, byte[] s) {
        var der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 0x02;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 0x02;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }
}
