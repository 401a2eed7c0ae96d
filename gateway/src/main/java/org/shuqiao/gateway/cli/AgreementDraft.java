package org.shuqiao.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agreement (profile {@code cdg-1}) on its way to two signatures. Both parties sign the RFC 8785 form without {@code id},
 * {@code status} and {@code signatures}; it names both certificates, so {@link #between} comes before the first signature. Immutable.
 */
final class AgreementDraft {
    private static final String SERIAL = "cert_sn";
    private static final String ISSUER = "cert_issuer";
    private static final int OFFICERS = 2;
    private static final int CODE_IN_ID = 4;
    private static final int PROVINCE = 2;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ObjectNode json;

    private AgreementDraft(ObjectNode json) {
        this.json = json;
    }

    /** @throws DraftRefused if the bytes are not a JSON object with both parties */
    static AgreementDraft parse(byte[] bytes) {
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object
                    && object.get(Party.PROVIDER.member()) instanceof ObjectNode
                    && object.get(Party.CONSUMER.member()) instanceof ObjectNode) {
                return new AgreementDraft(object);
            }
        } catch (JacksonException notJson) {
            throw new DraftRefused("the file is not JSON");
        }
        throw new DraftRefused("the file is not an agreement: it names no provider or no consumer");
    }

    /**
     * Names the certificates of both parties. Signatures that were there are gone, since they were of something else.
     *
     * @param provider null where it signs on paper
     * @param consumer null where it signs on paper
     */
    AgreementDraft between(@Nullable CertificateChain provider, @Nullable CertificateChain consumer) {
        ObjectNode named = json.deepCopy();
        name(named.withObject("/" + Party.PROVIDER.member()), provider);
        name(named.withObject("/" + Party.CONSUMER.member()), consumer);
        named.putArray("signatures");
        return new AgreementDraft(named);
    }

    /**
     * Makes it one of another center: its code, everything of its region, and an id of its own, that ends with the last digits of the
     * code. Signatures that were there are gone.
     *
     * @param region code of a province, city or district; what is of its province is allowed
     */
    AgreementDraft of(String center, String region) {
        ObjectNode other = json.deepCopy();
        String id = other.path("id").asString("");
        other.put("id", id.substring(0, id.lastIndexOf('-') + 1) + center.substring(center.length() - CODE_IN_ID));
        other.withObject("/" + Party.PROVIDER.member()).put("usci", center);
        for (JsonNode permission : other.path("permission")) {
            if (permission.path("scope") instanceof ObjectNode scope) {
                scope.putArray("regions").add(region.substring(0, PROVINCE) + "*");
            }
        }
        other.putArray("signatures");
        return new AgreementDraft(other);
    }

    /** Whether a party has this code (统一社会信用代码). */
    boolean names(Party party, String usci) {
        return json.path(party.member()).path("usci").asString("").equals(usci);
    }

    private static void name(ObjectNode party, @Nullable CertificateChain chain) {
        if (chain == null) {
            party.remove(List.of(SERIAL, ISSUER));
        } else {
            party.put(SERIAL, chain.leafSerialHex()).put(ISSUER, chain.leafIssuer());
        }
    }

    /**
     * Adds a party's signature, in place of its earlier one.
     *
     * @throws DraftRefused if the agreement names another certificate for this party, or does not yet say how the other signs
     */
    AgreementDraft signedBy(Party party, SigningKey key, SecureRandom random) {
        if (!serial(party).equalsIgnoreCase(key.chain().leafSerialHex())) {
            throw new DraftRefused("the agreement does not name this certificate as the " + party.member() + "'s");
        }
        requireNamed();
        ObjectNode signed = json.deepCopy();
        ObjectNode signature =
                othersOf(signed, party).addObject().put("party", party.member()).put("kind", "sm2");
        sign(signature, key, random, signedBytes());
        return new AgreementDraft(signed);
    }

    /**
     * Adds that an officer has seen a party's signature on paper; beside that of another officer, if it is of the same scan and day.
     *
     * @param scan SM3 of the scan, lower-case hexadecimal
     * @throws DraftRefused if the agreement names a certificate of the party, does not yet say how the other signs, or two other
     *     officers attest it already
     */
    AgreementDraft attestedBy(Party party, String scan, LocalDate signedOn, SigningKey key, SecureRandom random) {
        requireNamed();
        if (!serial(party).isEmpty()) {
            throw new DraftRefused("the agreement names a certificate of the " + party.member()
                    + ", which has to sign with that; parties without its chain says that it signs on paper");
        }
        PaperAttestation paper = new PaperAttestation(hash(), party.member(), scan, signedOn);
        String certificate = new String(key.chain().pem(), StandardCharsets.US_ASCII);
        ObjectNode signed = json.deepCopy();
        ObjectNode signature = othersOf(signed, party)
                .addObject()
                .put("party", paper.party())
                .put("kind", "paper")
                .put("scan", paper.scan())
                .put("signed_on", paper.signedOn().toString());
        ArrayNode attested = signature.putArray("attested");
        for (JsonNode earlier : attestedBefore(paper)) {
            if (!earlier.path("certificate").asString("").equals(certificate)) {
                attested.add(earlier);
            }
        }
        if (attested.size() >= OFFICERS) {
            throw new DraftRefused("two officers attest it already");
        }
        sign(attested.addObject(), key, random, paper.bytes());
        return new AgreementDraft(signed);
    }

    private JsonNode attestedBefore(PaperAttestation paper) {
        return json.path("signatures")
                .valueStream()
                .filter(earlier -> earlier.path("party").asString("").equals(paper.party())
                        && earlier.path("scan").asString("").equals(paper.scan())
                        && earlier.path("signed_on")
                                .asString("")
                                .equals(paper.signedOn().toString()))
                .map(earlier -> earlier.path("attested"))
                .findFirst()
                .orElseGet(JSON::createArrayNode);
    }

    /** A party without the member signs on paper; one with an empty one is not named yet, as in the templates. */
    private void requireNamed() {
        for (Party each : Party.values()) {
            if (json.path(each.member()).has(SERIAL) && serial(each).isEmpty()) {
                throw new DraftRefused("the agreement does not say yet how the " + each.member() + " signs");
            }
        }
    }

    /** Leaves the signatures of the other party in a draft. */
    private static ArrayNode othersOf(ObjectNode draft, Party party) {
        JsonNode before = draft.path("signatures");
        ArrayNode signatures = draft.putArray("signatures");
        for (JsonNode earlier : before) {
            if (!earlier.path("party").asString("").equals(party.member())) {
                signatures.add(earlier);
            }
        }
        return signatures;
    }

    private static void sign(ObjectNode signature, SigningKey key, SecureRandom random, byte[] message) {
        signature
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(random).sign(message)));
    }

    private String serial(Party party) {
        return json.path(party.member()).path(SERIAL).asString("");
    }

    /** Returns the bytes that both parties sign. */
    byte[] signedBytes() {
        ObjectNode content = json.deepCopy();
        content.remove(List.of("id", "status", "signatures"));
        return CanonicalJson.bytes(content);
    }

    /** Returns the SM3 of the signed bytes, lower-case hexadecimal: what statements call the agreement by. */
    String hash() {
        return Sm3.hex(signedBytes());
    }

    /** Returns the agreement as UTF-8 JSON, for people to read. */
    byte[] bytes() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }
}
