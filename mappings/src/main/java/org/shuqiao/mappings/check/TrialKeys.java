package org.shuqiao.mappings.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;

/** Stands in for masking keys where a sample is tried: what it makes has the right form, protects nothing and goes nowhere. */
final class TrialKeys implements MaskingKeys, MaskingKey {

    @Override
    public MaskingKey of(String consumer, int year) {
        return this;
    }

    @Override
    public String version() {
        return "trial";
    }

    @Override
    public byte[] hmacSm3(byte[] value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("trial".getBytes(StandardCharsets.US_ASCII));
            return digest.digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String encryptDigits(String digits, byte[] tweak) {
        StringBuilder turned = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> turned.append((char) ('0' + (digit - '0' + 3) % 10)));
        return turned.toString();
    }
}
