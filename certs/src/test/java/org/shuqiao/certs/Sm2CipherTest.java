package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;

class Sm2CipherTest {
    // GB/T 32918.5-2017, annex C: the example on the recommended curve
    private static final ECPrivateKeyParameters KEY = new ECPrivateKeyParameters(
            new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16), Sm2.DOMAIN);
    private static final byte[] NONCE = hex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21");
    private static final BigInteger X =
            new BigInteger("04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73", 16);
    private static final BigInteger Y =
            new BigInteger("E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0", 16);
    private static final byte[] HASH = hex("59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766");
    private static final byte[] CIPHER = hex("21886CA989CA9C7D58087307CA93092D651EFA");
    private static final byte[] SECRET = utf8("encryption standard");

    @Test
    void matchesTheExampleOfTheStandard() throws Exception {
        byte[] der = Sm2Cipher.encrypt(SECRET, Sm2.publicKeyOf(KEY), new FixedSecureRandom(NONCE));
        assertThat(der).isEqualTo(der(X, Y, HASH, CIPHER));
        assertThat(Sm2Cipher.decrypt(der, SECRET.length, KEY)).isEqualTo(SECRET);
    }

    @Test
    void refusesOtherNumbersAndShapes() throws Exception {
        refuse(der(X, Y.negate(), HASH, CIPHER));
        refuse(der(X, Y.add(BigInteger.ONE), HASH, CIPHER)); // off the curve
        refuse(der(BigInteger.ZERO, BigInteger.ZERO, HASH, CIPHER));
        refuse(der(X.add(BigInteger.ONE.shiftLeft(256)), Y, HASH, CIPHER));
        refuse(der(X, Y.add(Sm2.DOMAIN.getCurve().getField().getCharacteristic()), HASH, CIPHER));
        refuse(der(X, Y, new byte[31], CIPHER));
        refuse(der(X, Y, new byte[33], CIPHER));
        refuse(der(X, Y, HASH, new byte[0]));
        refuse(der(X, Y, HASH, new byte[CIPHER.length + 1]));
        refuse(der(X, Y, HASH, new byte[10_000]));
        refuse(new byte[0]);
        refuse(hex("3000"));
        refuse(hex("30800201010201010401000401000000"));
    }

    @Test
    void refusesBrokenBytesWithoutAnyOtherException() throws Exception {
        byte[] der = der(X, Y, HASH, CIPHER);
        var random = new Random(9);
        for (int i = 0; i < 1_000; i++) {
            byte[] broken = der.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            refuse(broken);
        }
    }

    @Test
    void agreesWithKona() throws Exception {
        var kona = new KonaSm2(KEY);
        var random = new Random(4);
        for (int i = 0; i < 300; i++) {
            var secret = new byte[16];
            random.nextBytes(secret);
            assertThat(kona.decrypt(Sm2Cipher.encrypt(secret, Sm2.publicKeyOf(KEY), RANDOM)))
                    .isEqualTo(secret);
            assertThat(Sm2Cipher.decrypt(kona.encrypt(secret), secret.length, KEY))
                    .isEqualTo(secret);
        }
    }

    private static void refuse(byte[] der) {
        assertThatExceptionOfType(EnvelopeRefused.class)
                .isThrownBy(() -> Sm2Cipher.decrypt(der, SECRET.length, KEY))
                .withNoCause();
    }

    private static byte[] der(BigInteger x, BigInteger y, byte[] hash, byte[] cipher) throws IOException {
        var content = new ASN1EncodableVector();
        content.add(new ASN1Integer(x));
        content.add(new ASN1Integer(y));
        content.add(new DEROctetString(hash));
        content.add(new DEROctetString(cipher));
        return new DERSequence(content).getEncoded();
    }
}
