package org.shuqiao.routes.agreements;

import static org.shuqiao.routes.agreements.AgreementJson.invalid;
import static org.shuqiao.routes.agreements.AgreementJson.list;
import static org.shuqiao.routes.agreements.AgreementJson.number;
import static org.shuqiao.routes.agreements.AgreementJson.text;
import static org.shuqiao.routes.agreements.AgreementJson.texts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.UnrepresentableJson;
import org.shuqiao.certs.evidence.Evidence;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of an agreement, profile {@code cdg-1}: read strictly, hashed canonically.
 *
 * <p>What is signed and hashed is the RFC 8785 form without {@code id}, {@code status} and {@code signatures}.
 */
public final class AgreementDocument {
    public static final String PROFILE = "cdg-1";
    public static final int MAX_BYTES = 1 << 20;
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] source;
    private final ObjectNode json;
    private final byte[] signedBytes;

    private AgreementDocument(byte[] source, ObjectNode json) {
        this.source = source;
        this.json = json;
        this.signedBytes = canonical(json);
    }

    private static byte[] canonical(ObjectNode json) {
        ObjectNode signed = json.deepCopy();
        signed.remove(List.of("id", "status", "signatures"));
        return CanonicalJson.bytes(signed);
    }

    /** @throws Failure {@link FailureCode#AGREEMENT_INVALID} where the bytes are no JSON object of this profile that can be signed */
    public static AgreementDocument parse(byte[] source) {
        if (source.length > MAX_BYTES) {
            throw invalid("/", "too large");
        }
        try {
            if (JSON.readTree(source) instanceof ObjectNode object
                    && PROFILE.equals(object.path("profile").asString(""))) {
                return new AgreementDocument(source, object);
            }
        } catch (JacksonException notJson) {
            throw invalid("/", "not JSON");
        } catch (UnrepresentableJson unsignable) {
            throw invalid("/", "no canonical form");
        }
        throw invalid("/profile", "not " + PROFILE);
    }

    /** A copy. */
    ObjectNode json() {
        return json.deepCopy();
    }

    public byte[] source() {
        return source;
    }

    /** The bytes that both parties sign. */
    public byte[] signedBytes() {
        return signedBytes.clone();
    }

    public byte[] hash() {
        return Sm3.digest(signedBytes);
    }

    public String hashHex() {
        return Sm3.hex(signedBytes);
    }

    /** @throws Failure {@link FailureCode#AGREEMENT_INVALID} where one cannot be read */
    List<PartySignature> signatures() {
        return SignatureJson.read(json.path("signatures"), hashHex());
    }

    /**
     * Adds this agreement to the evidence of a transfer that it has bound.
     *
     * @throws CertificateRefused where a certificate in it cannot be read, which the import has ruled out
     */
    public void addTo(Evidence evidence) throws CertificateRefused {
        SignatureJson.addTo(evidence, source, signedBytes(), signatures());
    }

    /** Hash (hex) of the version that this one follows; null for the first. */
    @Nullable String previous() {
        return json.path("prev").asString(null);
    }

    /** Whether the party must sign with a certificate; one that need not signs on paper. */
    boolean namesCertificate(String party) {
        return !json.at("/" + party + "/cert_sn").asString("").isBlank();
    }

    String certificateSerial(String party) {
        return text(json, "/" + party + "/cert_sn");
    }

    /** Who must have issued it; null where the agreement leaves that to who is trusted. */
    @Nullable String certificateIssuer(String party) {
        return json.at("/" + party + "/cert_issuer").asString(null);
    }

    /** Exclusive; null where the last day cannot be read. */
    @Nullable Instant validUntil() {
        String last = json.at("/valid/to").asString("");
        return CalendarText.isDate(last) ? startOfDay(last, 1) : null;
    }

    /** @param state as the ledger says, since the document's own status is only its first */
    public Agreement agreement(Agreement.State state) {
        Agreement.Direction direction = direction();
        boolean out = direction == Agreement.Direction.OUT;
        String center = out ? "/provider" : "/consumer";
        String platform = out ? "/consumer" : "/provider";
        try {
            return new Agreement(
                    text(json, "/id"),
                    number(json, "/version"),
                    hashHex(),
                    state,
                    text(json, center + "/usci"),
                    text(json, platform + "/platform"),
                    text(json, platform + "/endpoint_id"),
                    texts(json.at("/purpose"), "/purpose"),
                    startOfDay(text(json, "/valid/from"), 0),
                    startOfDay(text(json, "/valid/to"), 1),
                    direction,
                    texts(json.at("/channels"), "/channels"),
                    permissions(),
                    Prohibition.read(json.path("prohibition")),
                    retention(),
                    new Agreement.SubjectConsent(
                            json.at("/subject_consent/required").asBoolean(false),
                            Objects.requireNonNullElse(list(json.at("/subject_consent/consent_ids")), List.of())),
                    new Agreement.Onward(
                            json.at("/onward/allowed").asBoolean(false),
                            Objects.requireNonNullElse(list(json.at("/onward/recipients")), List.of())),
                    new Agreement.Revocation(
                            json.at("/revocation/notice_days").asInt(0),
                            json.at("/revocation/effect").asString("").equals("stop_and_delete")));
        } catch (DateTimeException notADay) {
            throw invalid("/valid", "not a date");
        }
    }

    private Agreement.Direction direction() {
        return switch (text(json, "/direction")) {
            case "out" -> Agreement.Direction.OUT;
            case "in" -> Agreement.Direction.IN;
            default -> throw invalid("/direction", "neither out nor in");
        };
    }

    /** What went out and may be kept as long as the records of it is deleted with them, unless its end is to be proven. */
    private @Nullable Duration retention() {
        if (json.at("/retention/days").isMissingNode()) {
            return null;
        }
        int days = number(json, "/retention/days");
        boolean asLongAsRecords = direction() == Agreement.Direction.OUT
                && days >= json.at("/audit/keep_days").asInt(Integer.MAX_VALUE)
                && !json.at("/retention/destroy_proof").asBoolean(false);
        return asLongAsRecords ? null : Duration.ofDays(days);
    }

    private static Instant startOfDay(String date, int daysLater) {
        return LocalDate.parse(date).plusDays(daysLater).atStartOfDay(SHANGHAI).toInstant();
    }

    private List<Agreement.Permission> permissions() {
        String clause = text(json, "/id") + "@" + number(json, "/version") + "/permission/";
        List<Agreement.Permission> permissions = new ArrayList<>();
        for (JsonNode node : json.path("permission")) {
            permissions.add(PermissionJson.read(node, clause + permissions.size()));
        }
        return List.copyOf(permissions);
    }
}
