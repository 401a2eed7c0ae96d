package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.shuqiao.mappings.platforms.SecretService;
import org.shuqiao.routes.platforms.RotatingSecret.Fetched;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exchanges the authorisation code of family G for a token. */
final class TokenServiceSource implements RotatingSecret.Source {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretDoor door;
    private final SecretService.Tokens tokens;
    private final PlatformClock clock;

    TokenServiceSource(SecretDoor door, SecretService.Tokens tokens, PlatformClock clock) {
        this.door = door;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Its time begins when it was asked for, since we do not know when the platform's began. */
    @Override
    public Fetched fetch() throws SecretUnavailable {
        Instant asked = clock.now();
        ObjectNode question = JSON.createObjectNode()
                .put(member("requester"), door.requester())
                .put(member("code"), new String(door.ownKey(), StandardCharsets.UTF_8));
        SecretDoor.Handed handed = door.ask(question);
        return new Fetched(
                handed.text("token").getBytes(StandardCharsets.UTF_8), asked.plusSeconds(handed.positive("seconds")));
    }

    private String member(String meaning) {
        return Objects.requireNonNull(tokens.question().get(meaning));
    }
}
