package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Instant;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Hands out what calls are signed with. */
@FunctionalInterface
interface SecretService {
    ObjectNode answer(Request call, Instant now) throws CallRefused;
}
