package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;

/** Base64 of a keyed hash over a text. */
@FunctionalInterface
interface KeyedText {
    Mac under(byte[] key);

    default String of(byte[] key, String text) {
        return Base64.getEncoder().encodeToString(under(key).doFinal(text.getBytes(UTF_8)));
    }

    /** Compares in constant time. */
    default boolean accepts(byte[] key, String text, String signature) {
        return MessageDigest.isEqual(of(key, text).getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
