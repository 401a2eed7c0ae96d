package org.shuqiao.routes.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.keys.SealBroken;

/** Secrets that centers and we share for the signatures of webhooks: 256 random bits as text, shown once, kept sealed. */
public final class WebhookSecrets {
    private static final String PREFIX = "sqw_";
    private static final int SECRET_BYTES = 32;

    private final KeyVault vault;
    private final SecureRandom random;

    WebhookSecrets(KeyVault vault, SecureRandom random) {
        this.vault = vault;
        this.random = random;
    }

    /**
     * @param text the only time that it is seen; its bytes are the key of the HMAC
     * @param sealed as it is stored
     */
    public record Made(String text, byte[] sealed) {

        /** Says that there is one, and nothing of it. */
        @Override
        public String toString() {
            return "Made[]";
        }
    }

    /** @param webhook the one registration for which it can be opened again */
    public Made make(UUID webhook, String center) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new Made(text, vault.seal(text.getBytes(StandardCharsets.US_ASCII), context(webhook, center)));
    }

    /** @throws SealBroken if it was changed, is of another registration, or was sealed by another master */
    public HmacSm3 open(byte[] sealed, UUID webhook, String center) throws SealBroken {
        return new HmacSm3(vault.open(sealed, context(webhook, center)));
    }

    private static String context(UUID webhook, String center) {
        return "inbox_webhook/" + webhook + "/" + center;
    }
}
