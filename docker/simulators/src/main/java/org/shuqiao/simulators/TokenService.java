package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.http.Request;
import java.security.MessageDigest;
import java.time.Instant;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** The token service of family G: a token for an authorisation code. */
final class TokenService implements SecretService {
    private final String authorisationCode;
    private final HandedSecrets tokens;
    private final StrictJson json;

    TokenService(String authorisationCode, HandedSecrets tokens, StrictJson json) {
        this.authorisationCode = authorisationCode;
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public ObjectNode answer(Request call, Instant now) throws CallRefused {
        ObjectNode question = json.object(call.getBody()).orElseThrow(() -> new CallRefused(Refusal.MALFORMED_CALL));
        CallCheck.require(CallCheck.CLIENT_ID.equals(question.path("appId").asText("")), Refusal.UNKNOWN_CLIENT);
        byte[] code = question.path("authCode").asText("").getBytes(UTF_8);
        CallCheck.require(MessageDigest.isEqual(authorisationCode.getBytes(UTF_8), code), Refusal.WRONG_CALL_SIGNATURE);
        ObjectNode answer = json.newObject().put("code", "000");
        answer.putObject("data")
                .put("token", tokens.handOut("", now).secret())
                .put("expiresIn", HandedSecrets.LIFE.toSeconds());
        return answer;
    }
}
