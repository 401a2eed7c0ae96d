package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what somebody wanted or typed where the door, or a form, turns them back. */
@ExtendWith(OneGateway.class)
class ConsoleReturnTest {
    private static final String ACCOUNTS = "/admin/accounts";
    private static final String WRONG = "不是这个密码，真的不是";
    private static final Map<String, String> NEW =
            Map.of("name", "nobody-should-be", "role", "AUDITOR", "holder", "某人");

    private final GatewayUnderTest gateway;

    ConsoleReturnTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void saysThatTheSessionIsOverToWhoSignedOutElsewhere() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        admin.post("/sign-out", Map.of());

        expectOver(admin.postWithoutToken(ACCOUNTS, NEW));
    }

    @Test
    void saysThatTheSessionIsOverToWhoseAccountWasShut() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        String key = admin.get("/account").text("dl.facts code").split(" ", 2)[0];
        gateway.admin()
                .post("/api/v1/admin/accounts/" + key + "/lock", Map.of("reason", "离岗"))
                .expect(204);

        expectOver(admin.post(ACCOUNTS, NEW));
        expectOver(admin.postWithoutToken(ACCOUNTS, NEW));
    }

    private void expectOver(Page page) {
        page.expect(401);
        assertThat(page.text()).contains("您的登录已结束", "未执行").doesNotContain("角色");
        assertThat(page.attribute("#flash a[href=/sign-in]", "target")).hasValue("_blank");
        assertThat(page.attribute("#flash a[href=/sign-in]", "rel")).hasValue("noopener");
        assertThat(page.has(".who")).isFalse();
        expectNothingDone();
    }

    private void expectNothingDone() {
        assertThat(gateway.sql()
                        .queryForObject("SELECT count(*) FROM account WHERE name = 'nobody-should-be'", Integer.class))
                .isZero();
    }

    @Test
    void tellsAPartThatTheSessionIsOverWithoutLeavingThePage() {
        Page part = ConsoleClient.of(gateway).postPart(ACCOUNTS, NEW).expect(401);

        assertThat(part.answer().headers().firstValue("HX-Redirect")).isEmpty();
        assertThat(part.answer().headers().firstValue("HX-Retarget")).hasValue("#flash");
        assertThat(part.has("a[href=/sign-in]")).isTrue();
    }

    @Test
    void tellsAPageThatIsTooOldFromARoleThatMayNot() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);

        Page old = admin.postWithoutToken(ACCOUNTS, NEW).expect(403);
        Page barred = auditor.post(ACCOUNTS, NEW).expect(403);

        assertThat(old.text()).contains("页面打开时间过长", "后退").doesNotContain("角色无权");
        assertThat(barred.text()).contains("您的角色无权").doesNotContain("时间过长");
        expectNothingDone();
    }

    @Test
    void leadsASignInWithAnOldTokenToAFreshForm() {
        Page answer = ConsoleClient.of(gateway).postWithoutToken("/sign-in", Map.of("name", "x", "password", "y"));

        answer.expect(303);
        assertThat(location(answer)).isEqualTo("/sign-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nirvana", "/refused", "/templates/layout.html", "/webjars/swagger-ui/index.html"})
    void saysOfAPageThatIsNoneThatItIsNotThere(String path) {
        Page page = ConsoleClient.signedIn(gateway, "OPERATOR", null).get(path).expect(404);

        assertThat(page.text()).contains("未找到").doesNotContain("角色无权");
        assertThat(page.has("nav a[href=/operator/transfers]")).isTrue();
        assertThat(ConsoleClient.of(gateway).get(path).has("input[name=password]"))
                .isTrue();
    }

    @Test
    void keepsAPageOfAnotherRoleShut() {
        Page page = ConsoleClient.signedIn(gateway, "OPERATOR", null)
                .get("/officer/quarantine")
                .expect(403);

        assertThat(page.text()).contains("您的角色无权");
    }

    @ParameterizedTest
    @CsvSource({
        "OFFICER, /officer/quarantine, /officer/quarantine",
        "OFFICER, /audit/transfers?from=2026-11-01T00:00&to=, /audit/transfers?from=2026-11-01T00:00&to=",
        "OPERATOR, /operator/routes/some, /operator/routes/some",
        "OPERATOR, /account, /account",
        "OPERATOR, /officer/quarantine, /",
        "OPERATOR, /nirvana, /",
        "OPERATOR, /operatorx, /",
    })
    void leadsToThePageThatWasAskedForWhereTheRoleMaySeeIt(String role, String asked, String place) {
        Accounts.Opened person = person(role);
        ConsoleClient visitor = ConsoleClient.of(gateway);

        visitor.get(asked, "Accept", "text/html,*/*");

        assertThat(visitor.cookies()).noneMatch(cookie -> cookie.getName().equals("shuqiao-session"));
        assertThat(visitor.cookies()).allMatch(cookie -> cookie.isHttpOnly());
        assertThat(signIn(visitor, person)).isEqualTo(place);
        visitor.post("/sign-out", Map.of());
        assertThat(signIn(visitor, person)).as("once").isEqualTo("/");
    }

    @Test
    void leadsToThePageAroundAPart() {
        Accounts.Opened person = person("OPERATOR");
        ConsoleClient visitor = ConsoleClient.of(gateway);

        part(visitor, visitor.http().gateway() + "/operator/transfers?state=HELD");

        assertThat(signIn(visitor, person)).isEqualTo("/operator/transfers?state=HELD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org//evil",
                "//example.org/operator/routes/",
                "https://example.org/officer/x",
                "javascript:alert(1)"
            })
    void leadsNobodyToAForeignPlace(String page) {
        Accounts.Opened person = person("OPERATOR");
        ConsoleClient visitor = ConsoleClient.of(gateway);

        part(visitor, page);

        assertThat(signIn(visitor, person)).isIn("/", "/operator/routes/");
    }

    @Test
    void remembersNothingButPages() {
        Accounts.Opened person = person("OPERATOR");
        ConsoleClient visitor = ConsoleClient.of(gateway);

        visitor.get("/operator/routes", "Accept", "text/event-stream");
        visitor.get("/operator/routes", "Accept", "*/*");
        visitor.getPart("/operator/routes");

        assertThat(signIn(visitor, person)).isEqualTo("/");
    }

    private static void part(ConsoleClient visitor, String page) {
        visitor.http().get("/operator/transfers", "HX-Request", "true", "HX-Current-URL", page);
    }

    private Accounts.Opened person(String role) {
        Accounts.Opened opened = ConsoleClient.account(gateway, role, null);
        ConsoleClient first = ConsoleClient.of(gateway);
        first.signIn(opened.name(), opened.password()).expect(200);
        first.post(
                "/account/password",
                Map.of("before", opened.password(), "chosen", ConsoleClient.PASSWORD, "again", ConsoleClient.PASSWORD));
        return opened;
    }

    /** @return where it leads */
    private static String signIn(ConsoleClient visitor, Accounts.Opened person) {
        visitor.get("/sign-in");
        return location(
                visitor.postPart("/sign-in", Map.of("name", person.name(), "password", ConsoleClient.PASSWORD)));
    }

    private static String location(Page answer) {
        return answer.answer().headers().firstValue("Location").orElseThrow();
    }

    @Test
    void keepsTheNameOfASignInThatFailed() {
        ConsoleClient visitor = ConsoleClient.of(gateway);
        visitor.get("/sign-in");

        Page refused = visitor.postPart("/sign-in", Map.of("name", "某人-x", "password", WRONG));
        Page again = visitor.get(location(refused));

        assertThat(location(refused)).isEqualTo("/sign-in?refused");
        assertThat(again.attribute("#name", "value")).hasValue("某人-x");
        assertThat(again.has("#password[value]")).isFalse();
        assertThat(again.has("#password[autofocus]")).isTrue();
        assertThat(visitor.get("/sign-in").attribute("#name", "value").orElse(""))
                .isEmpty();
        assertThat(visitor.cookies()).noneMatch(cookie -> cookie.getName().equals("shuqiao-session"));
    }

    @ParameterizedTest
    @CsvSource({
        "a b, OPERATOR, '', 某人, name, 账号名不符合要求",
        "good-name, CENTER, '', '', center, 须填写所属中心",
        "good-name, CENTER, 91370212MA3C000039X, '', center, 没有以此",
        "good-name, OFFICER, 91370212MA3C000039, 某人, center, 仅角色",
        "good-name, OFFICER, '', '', holder, 须填写持有人",
        "good-name, CENTER, 91370212MA3C000039, 某人, holder, 不填写持有人",
    })
    void keepsWhatWasTypedForAnAccountAndSaysWhatIsWrong(
            String name, String role, String center, String holder, String field, String words) {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);

        Page page = admin.post(ACCOUNTS, Map.of("name", name, "role", role, "center", center, "holder", holder));

        assertThat(page.text("#flash")).contains(words);
        assertThat(page.text("#" + field + "-wrong")).contains(words);
        assertThat(page.attributes("[aria-invalid=true]", "id")).containsExactly(field);
        assertThat(page.attribute("#" + field, "aria-describedby")).hasValue(field + "-wrong " + field + "-hint");
        assertThat(page.attribute("#name", "value")).hasValue(name);
        assertThat(page.attribute("#role option[selected]", "value")).hasValue(role);
        assertThat(page.attribute("#center", "value")).hasValue(center);
        assertThat(page.attribute("#holder", "value")).hasValue(holder);
        assertThat(admin.get(ACCOUNTS).has("[aria-invalid]")).isFalse();
    }

    @Test
    void saysThatANameIsTaken() {
        ConsoleClient admin = ConsoleClient.signedIn(gateway, "ADMIN", null);
        String taken = ConsoleClient.account(gateway, "AUDITOR", null).name();

        Page page = admin.post(ACCOUNTS, Map.of("name", taken, "role", "AUDITOR", "holder", "某人"));

        assertThat(page.text("#name-wrong")).contains("已存在");
        assertThat(page.attribute("#holder", "value")).hasValue("某人");
    }
}
