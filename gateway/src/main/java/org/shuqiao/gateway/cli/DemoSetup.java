package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Platforms;

/**
 * Registers the demo center and its countersigned agreement with the Qingdao platform through the public interface. Every step may be
 * taken again on the same home.
 */
public final class DemoSetup {
    private final ApiClient admin;
    private final DevelopmentKeys keys;
    private final SecureRandom random;

    /**
     * Does nothing yet.
     *
     * @param admin a client with an {@code ADMIN} key, see {@link #admin}
     */
    public DemoSetup(ApiClient admin, DevelopmentKeys keys, SecureRandom random) {
        this.admin = admin;
        this.keys = keys;
        this.random = random;
    }

    /** Returns a client with the admin key that the gateway wrote on its first start. */
    public static ApiClient admin(GatewayProcess gateway, Path home) throws IOException {
        return new ApiClient(
                gateway.url(),
                Files.readString(home.resolve("secrets").resolve("admin.key")).strip());
    }

    /**
     * Takes every step.
     *
     * @return a new API key of the center
     */
    public String run() throws IOException, InterruptedException {
        registerCenter();
        importAgreement();
        return issueCenterKey();
    }

    /** Registers the center unless it is registered. */
    void registerCenter() throws IOException, InterruptedException {
        try {
            admin.registerCenter(DemoCenter.USCI, DemoCenter.NAME, DemoCenter.REGION);
        } catch (ApiRefused refused) {
            if (!refused.problem().code().equals("ALREADY_EXISTS")) {
                throw refused;
            }
        }
    }

    /** Issues a new key of the center. */
    String issueCenterKey() throws IOException, InterruptedException {
        return admin.issueCenterKey(DemoCenter.USCI, "demo").apiKey();
    }

    /**
     * Puts the agreement in force unless the gateway holds the same.
     *
     * @throws ApiRefused if it holds another under this id and version
     */
    AgreementSummary importAgreement() throws IOException, InterruptedException {
        byte[] sample =
                Platforms.load(Datasets.load()).find("qingdao").orElseThrow().sampleAgreement();
        AgreementDraft draft = AgreementDraft.parse(sample)
                .between(keys.center().chain(), keys.platform().chain())
                .signedBy(Party.PROVIDER, keys.center(), random)
                .signedBy(Party.CONSUMER, keys.platform(), random);
        try {
            return admin.importAgreement(draft.bytes());
        } catch (ApiRefused refused) {
            return admin.agreements().stream()
                    .filter(held -> held.hash().equals(draft.hash()))
                    .findFirst()
                    .orElseThrow(() -> refused);
        }
    }
}
