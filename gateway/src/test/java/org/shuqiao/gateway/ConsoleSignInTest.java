package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How people come in, and how long they stay. */
@ExtendWith(OneGateway.class)
class ConsoleSignInTest {
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

        assertThat(client.get("/account").text()).contains("平台运维人员");
        client.post("/language", Map.of("language", "en", "back", "/account"));
        assertThat(client.get("/account").text()).contains("Platform operator");
    }
}
