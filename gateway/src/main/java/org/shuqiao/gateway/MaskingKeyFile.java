package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.mappings.MaskingKeys;

/**
 * Masking keys derived from one secret in a file that only its owner may read: HMAC-SM3(secret, "masking/" + version + "/" +
 * consumer), so that two consumers can never join their pseudonyms.
 */
final class MaskingKeyFile implements MaskingKeys {
    private static final String VERSION = "1";
    private static final int SECRET_BYTES = 32;

    private final HmacSm3 secret;
    private final Map<String, HmacSm3> byConsumer = new ConcurrentHashMap<>();

    private MaskingKeyFile(byte[] secret) {
        this.secret = new HmacSm3(secret);
    }

    /** Makes the file if there is none. */
    static MaskingKeyFile openOrCreate(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[SECRET_BYTES];
            random.nextBytes(fresh);
            SecretFiles.write(file, HexFormat.of().formatHex(fresh));
        }
        return new MaskingKeyFile(HexFormat.of().parseHex(Files.readString(file).strip()));
    }

    @Override
    public byte[] hmacSm3(String consumer, byte[] value) {
        return byConsumer.computeIfAbsent(consumer, this::derive).mac(value);
    }

    private HmacSm3 derive(String consumer) {
        return new HmacSm3(secret.mac(("masking/" + VERSION + "/" + consumer).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String version(String consumer) {
        return VERSION;
    }
}
