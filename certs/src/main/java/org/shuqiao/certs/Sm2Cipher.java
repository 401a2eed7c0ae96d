package org.shuqiao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.util.BigIntegers;

/** SM2 encryption of short secrets (GB/T 32918.4), as the DER of {@code SM2Cipher} (GM/T 0009 §7.2). */
final class Sm2Cipher {
    private static final byte UNCOMPRESSED = 0x04;
    private static final int NUMBER_BYTES = 32;
    private static final int POINT_BYTES = 1 + 2 * NUMBER_BYTES;
    private static final int HASH_BYTES = Sm3.DIGEST_BYTES;

    /** The sequence without the ciphertext, at its longest. */
    private static final int MAX_OVERHEAD_BYTES = 128;

    private Sm2Cipher() {}

    static byte[] encrypt(byte[] secret, ECPublicKeyParameters recipient, SecureRandom random) {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(recipient, random));
        try {
            byte[] joined = engine.processBlock(secret, 0, secret.length);
            var content = new ASN1EncodableVector();
            content.add(new ASN1Integer(new BigInteger(1, joined, 1, NUMBER_BYTES)));
            content.add(new ASN1Integer(new BigInteger(1, joined, 1 + NUMBER_BYTES, NUMBER_BYTES)));
            int afterHash = POINT_BYTES + HASH_BYTES;
            content.add(new DEROctetString(Arrays.copyOfRange(joined, POINT_BYTES, afterHash)));
            content.add(new DEROctetString(Arrays.copyOfRange(joined, afterHash, joined.length)));
            return new DERSequence(content).getEncoded(ASN1Encoding.DER);
        } catch (InvalidCipherTextException | IOException e) {
            throw new IllegalStateException("SM2 could not encrypt", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws EnvelopeRefused if it is not strict DER of a secret of {@code length} bytes that was encrypted for this key; one
     *     answer for all faults, since telling them apart would help a forger
     */
    static byte[] decrypt(byte[] der, int length, ECPrivateKeyParameters recipient) throws EnvelopeRefused {
        if (der.length > length + MAX_OVERHEAD_BYTES) {
            throw new EnvelopeRefused();
        }
        try {
            ASN1Sequence content = ASN1Sequence.getInstance(der);
            byte[] hash = ASN1OctetString.getInstance(content.getObjectAt(2)).getOctets();
            byte[] cipher = ASN1OctetString.getInstance(content.getObjectAt(3)).getOctets();
            boolean exact = content.size() == 4 && Arrays.equals(der, content.getEncoded(ASN1Encoding.DER));
            if (!exact || hash.length != HASH_BYTES || cipher.length != length) {
                throw new EnvelopeRefused();
            }
            var joined = new byte[POINT_BYTES + HASH_BYTES + length];
            joined[0] = UNCOMPRESSED;
            BigIntegers.asUnsignedByteArray(number(content, 0), joined, 1, NUMBER_BYTES);
            BigIntegers.asUnsignedByteArray(number(content, 1), joined, 1 + NUMBER_BYTES, NUMBER_BYTES);
            System.arraycopy(hash, 0, joined, POINT_BYTES, HASH_BYTES);
            System.arraycopy(cipher, 0, joined, POINT_BYTES + HASH_BYTES, length);
            var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(false, recipient);
            return engine.processBlock(joined, 0, joined.length);
        } catch (InvalidCipherTextException | IOException | RuntimeException e) {
            // Broken input makes Bouncy Castle throw almost anything, points off the curve among it.
            throw new EnvelopeRefused();
        }
    }

    private static BigInteger number(ASN1Sequence content, int index) throws EnvelopeRefused {
        BigInteger number = ASN1Integer.getInstance(content.getObjectAt(index)).getValue();
        if (number.signum() < 0) {
            throw new EnvelopeRefused();
        }
        return number;
    }
}
