package org.shuqiao.routes.steps;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Ff1;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.mappings.masking.Redaction;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.SampleAgreement;
import org.shuqiao.routes.agreements.Terms;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.platforms.PlatformAccess;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sample record of an activity on its way to Qingdao, at any stage. */
final class SampleTransfer {
    static final Datasets DATASETS = Datasets.load();
    private static final Platforms PLATFORMS = Platforms.load(DATASETS);
    private static final MaskingKeys KEYS = keys("k1");
    private static final Desensitiser DESENSITISER = new Desensitiser(KEYS);

    private SampleTransfer() {}

    static byte[] body() {
        return body("activity");
    }

    private static byte[] body(String dataset) {
        return DATASETS.find(dataset).orElseThrow().samples().get(0).bytes();
    }

    static ClaimedRecord claimed() {
        return claimed("activity", body(), null);
    }

    private static ClaimedRecord claimed(String dataset, byte[] body, Preparation.@Nullable Again again) {
        return claimed(PLATFORMS.find("qingdao").orElseThrow(), dataset, body, again);
    }

    private static ClaimedRecord claimed(
            Platform platform, String dataset, byte[] body, Preparation.@Nullable Again again) {
        CanonicalRecord record = DATASETS.find(dataset).orElseThrow().read(body);
        Preparation preparation = new Preparation(
                UUID.fromString("019b0000-0000-7000-8000-000000000001"),
                1,
                record.centerId(),
                record.dataset(),
                record.recordId(),
                record.version(),
                Instant.parse("2026-06-01T00:00:00Z"),
                null,
                again,
                null);
        return new ClaimedRecord(preparation, access(platform), record, Sm3.hex(body));
    }

    static PlatformAccess access(Platform platform) {
        try {
            TrustedCertificates nobody = TrustedCertificates.load(List.of());
            return new PlatformAccess(
                    platform,
                    URI.create("http://platform.example"),
                    "c1",
                    () -> "secret".getBytes(StandardCharsets.US_ASCII),
                    null,
                    () -> nobody,
                    new byte[0],
                    new byte[0]);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static AgreedSubmission agreed() {
        return agreed(fields -> {});
    }

    /** Under an agreement whose list of fields was changed. */
    static AgreedSubmission agreed(Consumer<ArrayNode> change) {
        return under(permission -> change.accept((ArrayNode) permission.path("fields")), null);
    }

    /**
     * Under an agreement whose permission was changed.
     *
     * @param again the transfer that is prepared anew; null for a fresh one
     */
    static AgreedSubmission under(Consumer<ObjectNode> change, Preparation.@Nullable Again again) {
        return under("activity", body(), change, again);
    }

    /** A diagnosis report under an agreement whose list of fields was changed. */
    static AgreedSubmission diagnosis(Consumer<ArrayNode> change) {
        return under(
                "diagnosis_report",
                body("diagnosis_report"),
                permission -> change.accept((ArrayNode) permission.path("fields")),
                null);
    }

    /** Of a report on an industry, after a change of its record and of the permission. */
    static AgreedSubmission report(Consumer<ObjectNode> record, Consumer<ObjectNode> permission) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body("industry_report"));
        record.accept(json);
        return under("industry_report", JsonMapper.shared().writeValueAsBytes(json), permission, null);
    }

    /** Proof material under an agreement that lets all of it leave that the platform takes, after a change of the permission. */
    static AgreedSubmission proof(Platform platform, Preparation.@Nullable Again again, Consumer<ObjectNode> change) {
        ObjectNode json = SampleAgreement.json();
        ObjectNode permission = (ObjectNode) json.at("/permission/0");
        permission.put("dataset", "proof_material").put("catalog_code", "3021015009/000001");
        ArrayNode fields = permission.putArray("fields");
        for (String path : List.of("/title", "/bytes", "/sm3")) {
            fields.addObject()
                    .put("path", path)
                    .put("class", "G")
                    .put("transform", "raw")
                    .put("required", false);
        }
        change.accept(permission);
        byte[] body = body("proof_material");
        return agreed(json, 0, claimed(platform, "proof_material", body, again));
    }

    private static AgreedSubmission under(
            String dataset, byte[] body, Consumer<ObjectNode> change, Preparation.@Nullable Again again) {
        ObjectNode json = SampleAgreement.json();
        int at = 0;
        while (!json.at("/permission/" + at + "/dataset").stringValue().equals(dataset)) {
            at++;
        }
        change.accept((ObjectNode) json.at("/permission/" + at));
        return agreed(json, at, claimed(dataset, body, again));
    }

    private static AgreedSubmission agreed(ObjectNode json, int at, ClaimedRecord claimed) {
        Agreement agreement = AgreementDocument.parse(JsonMapper.shared().writeValueAsBytes(json))
                .agreement(Agreement.State.ACTIVE);
        Permission permission = agreement.permissions().get(at);
        Decision.Permit permit = new Decision.Permit(
                List.of(agreement),
                new Terms(
                        permission.dataset(),
                        permission.fields(),
                        permission.stripsUnlisted(),
                        permission.duties(),
                        permission.classCeiling() == null ? Set.of() : Set.of(permission.classCeiling()),
                        agreement.retention()),
                List.of(new Decision.Considered(agreement, true, List.of(), null)));
        return new AgreedSubmission(claimed, UUID.fromString("019b0000-0000-7000-8000-000000000002"), permit);
    }

    static DesensitisedRecord desensitised(AgreedSubmission agreed) {
        return new Desensitise(
                        DATASETS, DESENSITISER, (center, always) -> new Redaction(CenterDictionary.empty(), 0, always))
                .desensitise(agreed);
    }

    /** What holds payloads of these records against their agreements. */
    static ConfirmPermit confirmPermit() {
        return new ConfirmPermit(DESENSITISER.results(), KEYS);
    }

    static MaskingKeys keys(String version) {
        return new TestKeys(version, new HmacSm3(new byte[32]));
    }

    private record TestKeys(String version, HmacSm3 key) implements MaskingKeys {

        @Override
        public MaskingKey of(String consumer, int year) {
            return new TestKey(
                    version,
                    new HmacSm3(key.mac(consumer.getBytes(StandardCharsets.UTF_8))),
                    new Ff1(Arrays.copyOf(key.mac(version.getBytes(StandardCharsets.UTF_8)), Ff1.KEY_BYTES)));
        }
    }

    private record TestKey(String version, HmacSm3 hmac, Ff1 ff1) implements MaskingKey {

        @Override
        public byte[] hmacSm3(byte[] value) {
            return hmac.mac(value);
        }

        @Override
        public String encryptDigits(String digits, byte[] tweak) {
            return ff1.encrypt(digits, tweak);
        }
    }
}
