package org.shuqiao.routes.agreements;

import org.shuqiao.certs.UnrepresentableJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an agreement from an ODRL policy that {@link OdrlExport} wrote, or that is of the same form. Whatever else a policy may say in
 * ODRL is refused: a term that nobody would act on must not get lost. The result still has to be what an agreement must be
 * ({@code AgreementProfile}).
 */
public final class OdrlImport {
    /** Purposes and channels stand in each of up to 100 permissions, so a policy is much longer than its agreement. */
    private static final int MAX_BYTES = 32 * AgreementDocument.MAX_BYTES;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private OdrlImport() {}

    /**
     * Reads a policy.
     *
     * @return the agreement, UTF-8 JSON for people to read
     * @throws OdrlNotExpressible if the bytes are anything else; what they hold is no part of the message
     */
    public static byte[] of(byte[] policy) throws OdrlNotExpressible {
        if (policy.length > MAX_BYTES) {
            throw new OdrlNotExpressible("longer than " + MAX_BYTES + " bytes");
        }
        ObjectNode agreement;
        try {
            JsonNode read = JSON.readTree(policy);
            agreement = OdrlPolicy.read(read);
            if (!OdrlTerms.isSame(OdrlPolicy.write(agreement), read)) {
                throw new OdrlNotExpressible("the policy says something that an agreement of ours cannot");
            }
        } catch (JacksonException | UnrepresentableJson | UnsupportedOperationException otherForm) {
            // Dropped on purpose: it may quote the text.
            throw new OdrlNotExpressible("not JSON, a member twice, or a value of another type");
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(agreement);
    }
}
