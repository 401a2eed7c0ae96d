package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** What the console's door says to whom, and what every answer carries. */
@ExtendWith(OneGateway.class)
class ConsoleDoorTest {
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String WRONG = "不是这个密码，真的不是";
    private static final int LARGEST_FIRST_LOAD_BYTES = 400 * 1024;

    private final GatewayUnderTest gateway;

    ConsoleDoorTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/account", "/nothing", "/operator/nothing", "/console/console.css"})
    void givesNoPageWithoutItsRules(String path) {
        for (ConsoleClient client :
                List.of(ConsoleClient.of(gateway), ConsoleClient.signedIn(gateway, "OPERATOR", null))) {
            Answer answer = client.http().get(path);

            assertThat(header(answer, "Content-Security-Policy"))
                    .startsWith("default-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
        }
    }

    @Test
    void keepsPagesNowhereAndFilesForEver() {
        ConsoleClient client = ConsoleClient.of(gateway);
        Page page = client.get("/sign-in");
        String style = page.attribute("link[rel=stylesheet]", "href").orElseThrow();

        assertThat(header(page.answer(), "Cache-Control")).contains("no-store");
        assertThat(style).matches("/console/[0-9a-f]{12}/console.css");
        assertThat(header(client.http().get(style), "Cache-Control")).contains("max-age=31536000", "immutable");
        assertThat(client.http().get("/console/000000000000/console.css").status())
                .isEqualTo(404);
    }

    /** Each link of a page is compared with the places of files; one that is everywhere would be searched for all of them. */
    @Test
    void looksForFilesNowhereButInTheirOwnPlaces() {
        assertThat(gateway.context().getBean(ResourceUrlProvider.class).getHandlerMap())
                .containsKeys("/console/**", "/webjars/**")
                .doesNotContainKey("/**");
        gateway.operator().get("/api/v1/ops/nothing").expectProblem(404, "NOT_FOUND");
        ConsoleClient.signedIn(gateway, "OPERATOR", null)
                .get("/operator/nothing")
                .expect(404);
    }

    @Test
    void sendsAFirstPageOfBoundedSize() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "ADMIN", null);
        Page page = client.get("/admin/accounts");
        long bytes = client.http()
                .get("/admin/accounts", "Accept-Encoding", "gzip")
                .expect(200)
                .body()
                .length;
        for (String file : files(page)) {
            bytes += client.http()
                    .get(file, "Accept-Encoding", "gzip")
                    .expect(200)
                    .body()
                    .length;
        }

        assertThat(bytes).isLessThan(LARGEST_FIRST_LOAD_BYTES);
    }

    private static List<String> files(Page page) {
        List<String> files = new ArrayList<>(page.attributes("script[src]", "src"));
        files.addAll(page.attributes("link[href]", "href"));
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        return files;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/overview",
                "/operator/routes",
                "/operator/transfers",
                "/audit/log",
                "/audit/transfers"
            })
    void namesOnlyFilesThatAreThereAndOfOneVersion(String path) {
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);
        Page page = auditor.get(path).expect(200);
        String charts = page.attribute("meta[name=charts]", "content").orElseThrow();
        List<String> files = files(page);
        files.add(charts);

        assertThat(charts).matches("/webjars/echarts/\\d+[.]\\d+[.]\\d+/echarts.common.min.js");
        assertThat(files).anyMatch(file -> file.matches("/webjars/htmx.org/\\d+[.]\\d+[.]\\d+/dist/htmx.min.js"));
        for (String file : files) {
            assertThat(header(auditor.http().get(file).expect(200), "Cache-Control"))
                    .as(file)
                    .contains("immutable");
        }
    }

    @Test
    void givesCookiesThatNoScriptReadsAndNoOtherSiteSends() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OPERATOR", null);
        ConsoleClient client = ConsoleClient.of(gateway);
        client.get("/sign-in");

        Answer signedIn = client.postPart("/sign-in", Map.of("name", opened.name(), "password", opened.password()))
                .answer();

        List<String> cookies = signedIn.headers().allValues("Set-Cookie");
        assertThat(cookies).anyMatch(cookie -> cookie.startsWith("shuqiao-session="));
        assertThat(cookies)
                .allMatch(cookie -> cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
                // This test's gateway has no HTTPS.
                .noneMatch(cookie -> cookie.contains("Secure"));
        assertThat(signedIn.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void keepsPeopleToTheHttpsOfAProxy() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OPERATOR", null);
        ConsoleClient client = ConsoleClient.of(gateway);
        client.get("/sign-in");

        Answer signedIn = client.postPart(
                        "/sign-in",
                        Map.of("name", opened.name(), "password", opened.password()),
                        "X-Forwarded-Proto",
                        "https")
                .answer();

        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("shuqiao-session="))
                .allMatch(cookie -> cookie.contains("; Secure"));
        assertThat(header(signedIn, "Strict-Transport-Security")).startsWith("max-age=31536000");
    }

    @Test
    void givesAVisitorNoSession() {
        ConsoleClient client = ConsoleClient.of(gateway);

        client.get("/");
        client.get("/nothing");

        assertThat(client.cookies()).noneMatch(cookie -> cookie.getName().equals("shuqiao-session"));
    }

    @Test
    void doesNothingWithoutTheTokenOfThePage() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "ADMIN", null);

        client.postWithoutToken("/admin/accounts", Map.of("name", "smuggled", "role", "ADMIN", "holder", "x"))
                .expect(403);

        assertThat(client.get("/admin/accounts").text()).doesNotContain("smuggled");
    }

    @Test
    void tellsPartsOfPagesInTheirPlaceForMessages() {
        Page nobody = ConsoleClient.of(gateway).getPart("/operator/transfers").expect(401);
        assertThat(header(nobody.answer(), "HX-Redirect")).isEqualTo("/sign-in");

        Page unknown = ConsoleClient.signedIn(gateway, "OPERATOR", null)
                .getPart("/operator/nothing")
                .expect(404);
        assertThat(header(unknown.answer(), "HX-Retarget")).isEqualTo("#flash");
        assertThat(unknown.has("div.flash.bad")).isTrue();
        assertThat(unknown.has("nav")).isFalse();
    }

    @Test
    void answersAPageThatIsNoneWithAPage() {
        Page page = ConsoleClient.signedIn(gateway, "OPERATOR", null)
                .get("/operator/nothing")
                .expect(404);

        assertThat(page.text()).contains("未找到").doesNotContain("Exception");
        assertThat(page.has("nav a[href=/operator/transfers]")).isTrue();
    }

    @Test
    void saysNothingOfWhetherANameExists() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OFFICER", null);

        Page known = ConsoleClient.of(gateway).signIn(opened.name(), WRONG);
        Page unknown = ConsoleClient.of(gateway).signIn("nobody-" + opened.name(), WRONG);

        assertThat(known.text()).isEqualTo(unknown.text()).contains("当前无法以此账号和密码登录");
    }

    @Test
    void shutsAnAccountAfterTooManyAttemptsAndOpensItAgain() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OFFICER", null);
        ConsoleClient client = ConsoleClient.of(gateway);
        for (int i = 0; i < Accounts.ATTEMPTS; i++) {
            client.signIn(opened.name(), WRONG);
        }

        assertThat(client.signIn(opened.name(), opened.password()).text()).contains("当前无法以此账号和密码登录");
        assertThat(state(opened)).isEqualTo("SHUT");

        gateway.sql()
                .update("UPDATE account SET shut_until = now() - interval '1 second' WHERE key_id = ?", opened.keyId());

        assertThat(client.signIn(opened.name().toUpperCase(Locale.ROOT), opened.password())
                        .text())
                .contains("请先改为自己的密码");
        assertThat(state(opened)).isEqualTo("MUST_CHANGE");
    }

    /** Who finds an open session has no more attempts at its password than anybody at the door. */
    @Test
    void countsAWrongPasswordOfNowLikeAFailedSignIn() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OFFICER", null);
        ConsoleClient client = ConsoleClient.of(gateway);
        client.signIn(opened.name(), opened.password());
        for (int i = 0; i < Accounts.ATTEMPTS; i++) {
            assertThat(changePassword(client, WRONG).text("#flash")).contains("当前密码不正确");
        }

        assertThat(changePassword(client, opened.password()).text("#flash")).contains("尝试次数过多", "未核对密码");
        client.post("/language", Map.of("language", "en", "back", "/account"));
        assertThat(changePassword(client, opened.password()).text("#flash")).contains("the password was not checked");
        assertThat(ConsoleClient.of(gateway)
                        .signIn(opened.name(), opened.password())
                        .text())
                .contains("当前无法以此账号和密码登录");
        assertThat(state(opened)).isEqualTo("SHUT");

        gateway.sql()
                .update("UPDATE account SET shut_until = now() - interval '1 second' WHERE key_id = ?", opened.keyId());

        changePassword(client, opened.password());
        assertThat(state(opened)).isEqualTo("OPEN");
    }

    private static Page changePassword(ConsoleClient client, String before) {
        return client.post(
                "/account/password",
                Map.of("before", before, "chosen", ConsoleClient.PASSWORD, "again", ConsoleClient.PASSWORD));
    }

    private String state(Accounts.Opened opened) {
        for (var account : gateway.admin().get(ACCOUNTS).expect(200).json()) {
            if (account.path("keyId").stringValue().equals(opened.keyId())) {
                return account.path("state").stringValue();
            }
        }
        throw new AssertionError("not listed: " + opened.keyId());
    }

    @Test
    void endsSessionsAtOnceWithTheirAccount() {
        ConsoleClient locked = ConsoleClient.signedIn(gateway, "OPERATOR", null);
        ConsoleClient reset = ConsoleClient.signedIn(gateway, "OPERATOR", null);
        ConsoleClient revoked = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        gateway.admin()
                .post(ACCOUNTS + "/" + keyId(locked) + "/lock", Map.of("reason", "离岗"))
                .expect(204);
        gateway.admin()
                .post(ACCOUNTS + "/" + keyId(reset) + "/password", Map.of())
                .expect(200);
        gateway.admin().delete(ACCOUNTS + "/" + keyId(revoked)).expect(204);

        for (ConsoleClient client : List.of(locked, reset, revoked)) {
            assertThat(client.get("/account").has("input[name=password]")).isTrue();
        }
    }

    private static String keyId(ConsoleClient client) {
        return client.get("/account").text("dl.facts code").split(" ", 2)[0];
    }

    @Test
    void signsOut() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        assertThat(client.post("/sign-out", Map.of()).text()).contains("您已退出登录");
        assertThat(client.get("/account").has("input[name=password]")).isTrue();
    }

    @Test
    void changesTheSessionWithThePassword() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);
        String before = client.sessionId();

        Page changed = client.post(
                "/account/password",
                Map.of("before", ConsoleClient.PASSWORD, "chosen", WRONG + "了", "again", WRONG + "了"));

        assertThat(changed.text()).contains("密码已修改");
        assertThat(client.sessionId()).isNotEqualTo(before);
    }

    @Test
    void leadsNobodyToAForeignPlace() {
        ConsoleClient client = ConsoleClient.signedIn(gateway, "OPERATOR", null);

        Answer answer = client.postPart("/language", Map.of("language", "en", "back", "https://example.org//evil"))
                .answer();

        assertThat(header(answer, "Location")).isEqualTo("/");
    }

    @Test
    void opensAnAccountOnThePage() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        String usci = gateway.newCenter().usci();

        Page opened = admin.post("/admin/accounts", Map.of("name", "中心-" + usci, "role", "CENTER", "center", usci));
        String password = opened.text("code.secret");

        assertThat(ConsoleClient.of(gateway).signIn("中心-" + usci, password).text())
                .contains("请先改为自己的密码");
        assertThat(ConsoleClient.signedIn(gateway, "CENTER", usci)
                        .get("/account")
                        .text("main dl"))
                .contains("测试中心", usci);
        assertThat(admin.get("/admin/accounts").has("code.secret")).isFalse();
        assertThat(admin.post("/admin/accounts", Map.of("name", "中心-" + usci, "role", "CENTER", "center", usci))
                        .text("#flash"))
                .contains("已存在");
        assertThat(gateway.log()).doesNotContain(password);
    }

    @Test
    void leadsFromPageToPageOfTheAccounts() {
        for (int i = 0; i < 51; i++) {
            ConsoleClient.account(gateway, "AUDITOR", null);
        }
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        int all = gateway.sql().queryForObject("SELECT count(*) FROM account", Integer.class);

        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of("/admin/accounts");
        while (next.isPresent()) {
            Page page = admin.get(next.get()).expect(200);
            page.attributes("table form", "action").stream()
                    .filter(action -> action.endsWith("/password"))
                    .forEach(reset -> assertThat(seen.add(reset)).as(reset).isTrue());
            next = page.attribute("[rel=next]", "href");
        }

        assertThat(seen).hasSizeGreaterThan(51).hasSizeLessThanOrEqualTo(all);
        admin.get("/admin/accounts?after=%00").expect(200);
    }

    @Test
    void letsNoAdministratorLockThemselvesOut() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);

        String own = keyId(admin);
        admin.get("/admin/accounts");
        Page page = admin.post("/admin/accounts/" + own + "/lock", Map.of("reason", "试试"));

        assertThat(page.text("#flash")).contains("当前状态下不能执行此操作");
    }

    @Test
    void writesDownWhoDidWhatToAccounts() {
        Accounts.Opened opened = ConsoleClient.account(gateway, "OPERATOR", null);
        gateway.admin()
                .post(ACCOUNTS + "/" + opened.keyId() + "/lock", Map.of("reason", "核查"))
                .expect(204);
        gateway.admin()
                .post(ACCOUNTS + "/" + opened.keyId() + "/unlock", Map.of("reason", "核查完毕"))
                .expect(204);

        assertThat(gateway.sql()
                        .queryForList(
                                "SELECT action FROM operator_act WHERE target = ? ORDER BY id",
                                String.class,
                                opened.keyId()))
                .containsExactly("ISSUE_KEY", "CREATE_ACCOUNT", "LOCK_ACCOUNT", "UNLOCK_ACCOUNT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\",\"role\":\"ADMIN\",\"holder\":\"x\"}",
                "{\"name\":\"a b\",\"role\":\"ADMIN\",\"holder\":\"x\"}",
                "{\"name\":\"abc\",\"role\":\"ADMIN\"}",
                "{\"name\":\"abc\",\"role\":\"CENTER\"}",
                "{\"name\":\"abc\",\"role\":\"CENTER\",\"center\":\"91370212MA3C000039\",\"holder\":\"x\"}",
                "{\"name\":\"abc\",\"role\":\"ADMIN\",\"holder\":\"x\",\"center\":\"91370212MA3C000039\"}"
            })
    void refusesAnAccountThatIsNone(String body) {
        gateway.admin().post(ACCOUNTS, body.getBytes(StandardCharsets.UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    private static String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
