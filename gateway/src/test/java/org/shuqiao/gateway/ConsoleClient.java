package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A person's browser without a screen: keeps cookies, sends the token of forms, and follows where an act leads. */
final class ConsoleClient {
    static final String PASSWORD = "一座桥，两岸的数据都从这里过";
    private static final int MOST_REDIRECTS = 5;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final GatewayClient http;
    private String token = "";
    private String place = "/";

    private ConsoleClient(HttpClient.Builder http, URI gateway) {
        this.http = new GatewayClient(
                http.version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .cookieHandler(cookies)
                        .build(),
                gateway,
                null);
    }

    /** Of nobody. */
    static ConsoleClient of(GatewayUnderTest gateway) {
        return new ConsoleClient(HttpClient.newBuilder(), gateway.anonymous().gateway());
    }

    /** Of nobody, over HTTPS. */
    static ConsoleClient of(URI gateway, SSLContext trust) {
        return new ConsoleClient(HttpClient.newBuilder().sslContext(trust), gateway);
    }

    /**
     * A new person with an account of a role, who has signed in and chosen a password.
     *
     * @param center USCI, for role CENTER
     */
    static ConsoleClient signedIn(GatewayUnderTest gateway, String role, @Nullable String center) {
        Accounts.Opened opened = account(gateway, role, center);
        ConsoleClient client = of(gateway);
        client.signIn(opened.name(), opened.password()).expect(200);
        Map<String, String> password = Map.of("before", opened.password(), "chosen", PASSWORD, "again", PASSWORD);
        client.post("/account/password", password);
        assertThat(client.get("/account").text("main")).doesNotContain("请先改为自己的密码");
        return client;
    }

    /** An account with the password that is good for one sign-in. */
    static Accounts.Opened account(GatewayUnderTest gateway, String role, @Nullable String center) {
        String name = role.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(24);
        return gateway.context()
                .getBean(Accounts.class)
                .open(name, ApiKeys.Role.valueOf(role), center, center == null ? "持有人 " + name : null, "test");
    }

    Page signIn(String name, String password) {
        get("/sign-in");
        return post("/sign-in", Map.of("name", name, "password", password));
    }

    /** Follows redirects. */
    Page get(String path, String... headers) {
        place = path;
        return follow(http.get(path, headers));
    }

    /** As htmx asks for a part of a page; follows nothing. */
    Page getPart(String path) {
        return read(http.get(path, "HX-Request", "true"));
    }

    /** Sends a form with the token of the page before, and follows where it leads. */
    Page post(String path, Map<String, String> form, String... headers) {
        return follow(send(path, form, headers));
    }

    /** As htmx does; follows nothing. */
    Page postPart(String path, Map<String, String> form, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "HX-Request";
        all[headers.length + 1] = "true";
        return read(send(path, form, all));
    }

    /** Sends a file as the script of a page does: as it is, with the token in a header. */
    Answer upload(String path, String type, byte[] file) {
        String sent = token();
        return http.send("POST", path, BodyPublishers.ofByteArray(file), "Content-Type", type, "X-XSRF-TOKEN", sent);
    }

    /** Without any token. */
    Page postWithoutToken(String path, Map<String, String> form) {
        return read(http.send("POST", path, BodyPublishers.ofString(encoded(form)), formHeaders()));
    }

    private Answer send(String path, Map<String, String> form, String... headers) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", token());
        return http.send(
                "POST",
                path,
                BodyPublishers.ofString(encoded(all)),
                Stream.of(formHeaders(), new String[] {"Referer", http.gateway() + place}, headers)
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }

    private String token() {
        if (token.isEmpty()) {
            get("/account");
        }
        return token;
    }

    private static String[] formHeaders() {
        return new String[] {"Content-Type", "application/x-www-form-urlencoded"};
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Page follow(Answer first) {
        Answer answer = first;
        for (int i = 0; i < MOST_REDIRECTS && answer.status() / 100 == 3; i++) {
            String location = answer.headers().firstValue("Location").orElseThrow();
            URI place = http.gateway().resolve(location);
            AddressesTest.expectHarmless(place);
            answer = http.get(place.getRawPath() + (place.getRawQuery() == null ? "" : "?" + place.getRawQuery()));
        }
        return read(answer);
    }

    private Page read(Answer answer) {
        Page page = new Page(answer);
        page.attribute("meta[name=csrf]", "content").ifPresent(fresh -> token = fresh);
        return page;
    }

    /** Any call, as it is answered. */
    GatewayClient http() {
        return http;
    }

    /** As the server knows it. */
    String sessionId() {
        return cookies().stream()
                .filter(cookie -> cookie.getName().equals("shuqiao-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }
}
