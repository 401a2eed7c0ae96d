package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Path;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** At the first start nobody has a key, so one for an administrator is left in a file that only its owner may read. */
@Component
final class FirstAdminKey implements ApplicationRunner {
    private final ApiKeys keys;
    private final CenterLedger ledger;
    private final Path file;

    FirstAdminKey(ApiKeys keys, Ledger ledger, GatewaySettings settings) {
        this.keys = keys;
        this.ledger = ledger.centers();
        this.file = settings.home().resolve("secrets/admin.key");
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!ledger.hasKeyOfRole(ApiKeys.Role.ADMIN.name())) {
            SecretFiles.write(
                    file,
                    keys.issue(ApiKeys.Role.ADMIN, null, "first administrator", null, "gateway")
                            .apiKey());
        }
    }
}
