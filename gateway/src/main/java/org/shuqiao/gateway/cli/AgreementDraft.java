package org.shuqiao.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateChain;
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

    /** Names the certificates of both parties. Signatures that were there are gone, since they were of something else. */
    AgreementDraft between(CertificateChain provider, CertificateChain consumer) {
        ObjectNode named = json.deepCopy();
        named.withObject("/" + Party.PROVIDER.member()).put("cert_sn", provider.leafSerialHex());
        named.withObject("/" + Party.CONSUMER.member()).put("cert_sn", consumer.leafSerialHex());
        named.putArray("signatures");
        return new AgreementDraft(named);
    }

    /**
     * Adds a party's signature, in place of its earlier one.
     *
     * @throws DraftRefused if the agreement names another certificate for this party, or none for the other
     */
    AgreementDraft signedBy(Party party, SigningKey key, SecureRandom random) {
        if (!serial(party).equalsIgnoreCase(key.chain().leafSerialHex())) {
            throw new DraftRefused("the agreement does not name this certificate as the " + party.member() + "'s");
        }
        for (Party each : Party.values()) {
            if (serial(each).isEmpty()) {
                throw new DraftRefused("the agreement names no certificate of the " + each.member());
            }
        }
        ObjectNode signed = json.deepCopy();
        ArrayNode signatures = signed.putArray("signatures");
        for (JsonNode earlier : json.path("signatures")) {
            if (!earlier.path("party").asString("").equals(party.member())) {
                signatures.add(earlier);
            }
        }
        signatures
                .addObject()
                .put("party", party.member())
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(random).sign(signedBytes())));
        return new AgreementDraft(signed);
    }

    private String serial(Party party) {
        return json.path(party.member()).path("cert_sn").asString("");
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
