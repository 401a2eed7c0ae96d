package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;

/**
 * Registers a demo center and its countersigned agreements with a platform through the public interface. Every step may be taken again
 * on the same home.
 */
public final class DemoSetup {
    private final ApiClient admin;
    private final DemoCenter center;
    private final SigningKey centerKey;
    private final String platform;
    private final SigningKey platformKey;
    private final SecureRandom random;

    private DemoSetup(
            ApiClient admin,
            DemoCenter center,
            SigningKey centerKey,
            String platform,
            SigningKey platformKey,
            SecureRandom random) {
        this.admin = admin;
        this.center = center;
        this.centerKey = centerKey;
        this.platform = platform;
        this.platformKey = platformKey;
        this.random = random;
    }

    /**
     * The center of Qingdao and its platform. Does nothing yet.
     *
     * @param admin a client with an {@code ADMIN} key, see {@link #admin}
     */
    public DemoSetup(ApiClient admin, DevelopmentKeys keys, SecureRandom random) {
        this(admin, DemoCenter.QINGDAO, keys.center(), "qingdao", keys.platform(), random);
    }

    /** The center of Chongqing and one of its platforms. Does nothing yet. */
    static DemoSetup ofChongqing(ApiClient admin, DevelopmentKeys keys, String platform, SecureRandom random) {
        return new DemoSetup(
                admin, DemoCenter.CHONGQING, keys.centerOfChongqing(), platform, keys.platform(platform), random);
    }

    /** The center of Qingdao and any of the simulated platforms, whomever its sample agreement is with. Does nothing yet. */
    public static DemoSetup ofAny(ApiClient admin, DevelopmentKeys keys, String platform, SecureRandom random) {
        return new DemoSetup(admin, DemoCenter.QINGDAO, keys.center(), platform, keys.platform(platform), random);
    }

    /** Returns a client with the admin key that the gateway wrote on its first start. */
    public static ApiClient admin(GatewayProcess gateway, Path home) throws IOException {
        return new ApiClient(
                gateway.url(),
                Files.readString(home.resolve("secrets").resolve("admin.key")).strip(),
                GatewayTrust.of(home));
    }

    /**
     * Takes every step.
     *
     * @return a new API key of the center
     */
    public String run() throws IOException, InterruptedException {
        registerCenter();
        importAgreements();
        return issueCenterKey();
    }

    /** Registers the center unless it is registered. */
    void registerCenter() throws IOException, InterruptedException {
        try {
            admin.registerCenter(center.usci(), center.name(), center.region());
        } catch (ApiRefused refused) {
            if (!refused.problem().code().equals("ALREADY_EXISTS")) {
                throw refused;
            }
        }
    }

    /** Issues a new key of the center. */
    String issueCenterKey() throws IOException, InterruptedException {
        return admin.issueCenterKey(center.usci(), "demo").apiKey();
    }

    /**
     * Puts in force what the center gives to the platform, and then, where the platform sends anything to it, what it gives to the
     * center; but not what the gateway holds already.
     *
     * @throws ApiRefused if it holds another agreement under such an id and version
     */
    List<AgreementSummary> importAgreements() throws IOException, InterruptedException {
        Platform samples = Platforms.load(Datasets.load()).find(platform).orElseThrow();
        List<AgreementSummary> inForce = new ArrayList<>();
        AgreementDraft outbound = AgreementDraft.parse(samples.sampleAgreement());
        boolean ofAnother = !outbound.names(Party.PROVIDER, center.usci());
        inForce.add(importAgreement(
                ofAnother ? outbound.of(center.usci(), center.region()) : outbound, centerKey, platformKey));
        Optional<byte[]> inbound = samples.sampleInboundAgreement();
        if (inbound.isPresent() && !ofAnother) {
            inForce.add(importAgreement(AgreementDraft.parse(inbound.get()), platformKey, centerKey));
        }
        return inForce;
    }

    private AgreementSummary importAgreement(AgreementDraft sample, SigningKey provider, SigningKey consumer)
            throws IOException, InterruptedException {
        AgreementDraft draft = sample.between(provider.chain(), consumer.chain())
                .signedBy(Party.PROVIDER, provider, random)
                .signedBy(Party.CONSUMER, consumer, random);
        Optional<AgreementSummary> held = held(draft);
        if (held.isEmpty()) {
            DemoOfficers.appoint(admin).putInForce(draft.bytes());
        } else if (held.get().status().equals("COUNTERSIGNED")) {
            DemoOfficers.appoint(admin).activate(held.get());
        }
        return held(draft).orElseThrow(() -> new IOException("the gateway does not hold an agreement that it took"));
    }

    private Optional<AgreementSummary> held(AgreementDraft draft) throws IOException, InterruptedException {
        return admin.agreements().stream()
                .filter(held -> held.hash().equals(draft.hash()))
                .findFirst();
    }
}
