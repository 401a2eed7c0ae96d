package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.console.ConsoleSessions;
import org.shuqiao.gateway.console.ConsoleUser;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** How people come in, and how long they stay. */
@ExtendWith(OneGateway.class)
class ConsoleSignInTest {
    private static final String LAST_USE = ConsoleSessions.class.getName();
    private static final String CONTEXT = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final GatewayUnderTest gateway;

    ConsoleSignInTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void leadsNobodyToTheSignIn() {
        Page page = ConsoleClient.of(gateway).get("/").expect(200);

        assertThat(page.has("input[name=password]")).isTrue();
        assertThat(page.text()).contains("登录");
    }

    @Test
    void letsNobodyPastAPasswordOfAnother() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OFFICER", null);
        ConsoleClient client = ConsoleClient.of(gateway);

        Page first = client.signIn(opened.name(), opened.password()).expect(200);

        assertThat(first.text()).contains("请先改为自己的密码");
        assertThat(client.get("/officer/agreements").text()).contains("请先改为自己的密码");
    }

    @Test
    void showsItsOwnersAccountInBothLanguages() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        assertThat(client.get("/account").text()).contains("运维人员");
        client.post("/language", Map.of("language", "en", "back", "/account"));
        assertThat(client.get("/account").text()).contains("Operator");
    }

    @Test
    void signsOutWhoDoesNothingForTooLong() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        lastUsed(client, Duration.ofMinutes(29));
        assertThat(client.get("/account").has("input[name=password]")).isFalse();

        lastUsed(client, Duration.ofMinutes(30));
        assertThat(client.get("/account").has("input[name=password]")).isTrue();
        assertThat(client.get("/account").has("input[name=password]"))
                .as("for good")
                .isTrue();
    }

    @Test
    void countsNotAsDoingSomethingWhatAPageFetchesByItself() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);
        Instant last = lastUsed(client, Duration.ofMinutes(29));

        client.get("/operator/routes", "X-By-Itself", "1").expect(200);
        assertThat(session(client).getAttribute(LAST_USE)).isEqualTo(last);

        client.get("/operator/routes").expect(200);
        assertThat(session(client).getAttribute(LAST_USE)).isNotEqualTo(last);
    }

    @Test
    void signsOutAfterTheLongestTimeWhoeverIsBusy() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        signedIn(client, Duration.ofHours(12).minusMinutes(1));
        assertThat(client.get("/account").has("input[name=password]")).isFalse();

        signedIn(client, Duration.ofHours(12));
        assertThat(client.get("/account").has("input[name=password]")).isTrue();
    }

    /** Moves the clock of one session on, since all people of this gateway have the same. */
    private Instant lastUsed(ConsoleClient client, Duration ago) {
        Instant last = Instant.now().minus(ago);
        session(client).setAttribute(LAST_USE, last);
        return last;
    }

    private void signedIn(ConsoleClient client, Duration ago) {
        SecurityContext context = (SecurityContext) session(client).getAttribute(CONTEXT);
        Authentication now = Objects.requireNonNull(context.getAuthentication());
        ConsoleUser user = (ConsoleUser) Objects.requireNonNull(now.getPrincipal());
        ConsoleUser earlier = new ConsoleUser(user.account(), Instant.now().minus(ago));
        session(client)
                .setAttribute(
                        CONTEXT,
                        new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                earlier, null, now.getAuthorities())));
    }

    private HttpSession session(ConsoleClient client) {
        ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) gateway.context();
        TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        Context console = (Context) server.getTomcat().getHost().findChildren()[0];
        try {
            return console.getManager().findSession(client.sessionId()).getSession();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
