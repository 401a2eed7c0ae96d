package org.shuqiao.routes.platforms;

import java.time.Instant;
import java.util.Objects;
import org.shuqiao.mappings.platforms.SecretService;
import org.shuqiao.routes.platforms.RotatingSecret.Fetched;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the key service of family B for the secret of one service, and unwraps it under the application's key. */
final class KeyServiceSource implements RotatingSecret.Source {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretDoor door;
    private final SecretService.Keys keys;
    private final String service;
    private final PlatformClock clock;
    private final HmacSha256 hmac = new HmacSha256();

    KeyServiceSource(SecretDoor door, SecretService.Keys keys, String service, PlatformClock clock) {
        this.door = door;
        this.keys = keys;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Fetched fetch() throws SecretUnavailable {
        byte[] applicationKey = door.ownKey();
        long timestamp = clock.now().toEpochMilli();
        ObjectNode question = JSON.createObjectNode()
                .put(member("requester"), door.requester())
                .put(member("service"), service)
                .put(member("timestamp"), Long.toString(timestamp))
                .put(
                        member("signature"),
                        hmac.base64(applicationKey, FamilyBCall.signedText(door.requester(), service, timestamp)));
        SecretDoor.Handed handed = door.ask(question);
        byte[] secret = WrappedSecret.unwrap(keys.wrapping(), handed.text("secret"), applicationKey);
        return new Fetched(secret, Instant.ofEpochMilli(handed.positive("until")));
    }

    private String member(String meaning) {
        return Objects.requireNonNull(keys.question().get(meaning));
    }
}
