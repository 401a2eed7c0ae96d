package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.mappings.platforms.SecretService;
import org.shuqiao.routes.http.BoundedPost;
import org.shuqiao.routes.platforms.SecretUnavailable.Why;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The door at which one platform hands out what calls are signed with. Nothing of what it says is believed before it was read whole. */
final class SecretDoor {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONTENT_TYPE = "application/json;charset=UTF-8";
    private static final int OK = 200;
    private static final int NUMBER_MAX_DIGITS = 15;

    private final PlatformAccess access;
    private final SecretService service;
    private final BoundedPost http;

    /** @param patience for a whole answer */
    SecretDoor(PlatformAccess access, SecretService service, Duration patience) {
        this.http = new BoundedPost(patience);
        this.access = access;
        this.service = service;
    }

    /** The key that we ask with. */
    byte[] ownKey() throws SecretUnavailable {
        try {
            return access.clientSecret().get();
        } catch (KeyUnavailable none) {
            throw new SecretUnavailable(Why.NO_KEY);
        }
    }

    String requester() {
        return access.clientId();
    }

    /** @return what the platform gave */
    Handed ask(ObjectNode question) throws SecretUnavailable {
        BoundedPost.Answer answer = sent(JSON.writeValueAsBytes(question));
        if (answer.status() != OK) {
            throw new SecretUnavailable(Why.REFUSED);
        }
        JsonNode body = AnswerJson.read(answer.body());
        JsonNode code = body.path(name("code"));
        if (!code.isString() && !code.isIntegralNumber()) {
            throw new SecretUnavailable(Why.NOT_UNDERSTOOD);
        }
        if (!code.asString().equals(service.taken())) {
            throw new SecretUnavailable(Why.REFUSED);
        }
        return new Handed(body.path(name("data")));
    }

    private BoundedPost.Answer sent(byte[] question) throws SecretUnavailable {
        URI address = URI.create(access.secretsUrl() + service.path());
        try {
            return http.send(address, CONTENT_TYPE, question, Limits.SECRET_ANSWER_BYTES);
        } catch (ConnectException nobody) {
            throw new SecretUnavailable(Why.NOT_CONNECTED);
        } catch (IOException broken) {
            throw new SecretUnavailable(Why.NO_ANSWER);
        }
    }

    private String name(String meaning) {
        return Objects.requireNonNull(service.answer().get(meaning));
    }

    /** The part of an answer that holds the secret. */
    final class Handed {
        private final JsonNode data;

        private Handed(JsonNode data) {
            this.data = data;
        }

        String text(String meaning) throws SecretUnavailable {
            JsonNode value = data.path(name(meaning));
            if (!value.isString() || value.stringValue().isEmpty()) {
                throw new SecretUnavailable(Why.NOT_UNDERSTOOD);
            }
            return value.stringValue();
        }

        /** Some platforms write numbers as texts. */
        long positive(String meaning) throws SecretUnavailable {
            String digits = data.path(name(meaning)).asString("");
            boolean number = !digits.isEmpty()
                    && digits.length() <= NUMBER_MAX_DIGITS
                    && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
            long value = number ? Long.parseLong(digits) : 0;
            if (value == 0) {
                throw new SecretUnavailable(Why.NOT_UNDERSTOOD);
            }
            return value;
        }
    }
}
