package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.extension.Extension;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The platforms that are called over HTTP with one payload. What differs is a line here: who calls how, in which numbers it answers, what it
 * takes, under which user id it signs, and whether it answers in two stages.
 */
final class ReferencePlatforms implements AutoCloseable {
    private final KeyFolder keys;
    private final Kona kona;
    private final StrictJson json;
    private final Clock clock;
    private final SecureRandom random;
    private final List<ReferencePlatform> platforms = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();

    ReferencePlatforms(KeyFolder keys, Kona kona, StrictJson json, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.kona = kona;
        this.json = json;
        this.clock = clock;
        this.random = random;
        qingdao();
        industryBrain();
        national();
        jiangxi();
    }

    /** The WireMock extensions of all of them. */
    Extension[] extensions() {
        return extensions.toArray(Extension[]::new);
    }

    @Override
    public void close() {
        platforms.forEach(ReferencePlatform::close);
    }

    private void qingdao() {
        ReceiptIssuer receipts = receipts("QD", "qingdao", Sm2UserId.DEFAULT);
        add(
                "qingdao",
                Set.of("activity", "diagnosis-report", "industry-report"),
                AnswerCodes.FOUR_DIGITS,
                new FamilyACheck(keys.secret("qingdao")),
                receipts,
                null);
    }

    private void industryBrain() {
        String id = "qingdao-brain";
        add(
                id,
                Set.of("showcase-item", "center-profile", "take-down", "industry-report"),
                AnswerCodes.FOUR_DIGITS_AND_TIME,
                new FamilyCCheck(keys.secret(id)),
                receipts("YN", id, Sm2UserId.DEFAULT),
                null);
    }

    private void national() {
        String id = "national";
        HandedSecrets secrets = new HandedSecrets(random);
        AnswerCodes codes = AnswerCodes.FOUR_DIGITS_AND_TIME;
        add(
                id,
                Set.of("S_100000_HYZDBG", "S_100000_ZKBGML"),
                codes,
                RequesterCheck.ofFamilyB(RequesterHeaders.NATIONAL, secrets),
                receipts("GJ", id, Sm2UserId.DEFAULT),
                null);
        extensions.add(new SecretsReply(id, new KeyService(keys.secret(id), secrets, json), codes, json, clock));
    }

    private void jiangxi() {
        String id = "jiangxi";
        HandedSecrets tokens = new HandedSecrets(random);
        AnswerCodes codes = AnswerCodes.THREE_DIGITS;
        ReceiptIssuer receipts = receipts("JX", id, new Sm2UserId("jx-gxt"));
        add(
                id,
                Set.of("SVC_PJ_ZPBG", "SVC_PJ_PJSJ", "SVC_BG_BGCL"),
                codes,
                RequesterCheck.ofFamilyG(RequesterHeaders.JIANGXI, kona, tokens),
                receipts,
                new Settlement(receipts, json, clock, keys.httpsAuthority("tls-ca")));
        extensions.add(new SecretsReply(id, new TokenService(keys.secret(id), tokens, json), codes, json, clock));
    }

    private ReceiptIssuer receipts(String prefix, String id, Sm2UserId signer) {
        return new ReceiptIssuer(prefix, id, keys.signer(id, signer)::sign, json, random);
    }

    private void add(
            String id,
            Set<String> resources,
            AnswerCodes codes,
            CallCheck calls,
            ReceiptIssuer receipts,
            @Nullable Settlement settlement) {
        ReferencePlatform platform = new ReferencePlatform(
                id,
                resources,
                codes,
                calls,
                new StatementCheck(id, keys.authority("ca"), json),
                receipts,
                settlement,
                kona,
                json,
                clock);
        platforms.add(platform);
        extensions.add(new PlatformReceive(platform, json));
        extensions.add(new PlatformControl(
                id, PlatformControl.IDEMPOTENCY_KEY, platform.effects(), receipts, settlement, json));
        if (settlement != null) {
            extensions.add(new ReviewControl(
                    id, platform.effects(), receipts, (effect, receipt) -> settlement.tell(receipt), json, clock));
        }
    }
}
