package org.shuqiao.mappings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a platform, from {@code platforms/<id>/descriptor.json}. Addresses and secrets are settings, not data.
 *
 * @param id folder name, for example {@code qingdao}
 * @param usci the platform's operator, the consumer of agreements
 * @param endpointId the endpoint that agreements name
 * @param purpose the purpose every transfer to it has
 * @param acts what the platform does with data, to be matched against prohibitions
 * @param datasets what it takes, by dataset id
 * @param results what its result codes mean
 * @param redelivery what to do when the fate of a transfer is unknown
 */
public record PlatformDescriptor(
        String id,
        Name name,
        String usci,
        String endpointId,
        String purpose,
        List<String> acts,
        Map<String, Resource> datasets,
        Call call,
        StatementCarrier statement,
        Results results,
        Receipt receipt,
        Redelivery redelivery,
        Limits limits) {

    public record Name(String zh, String en) {}

    /**
     * @param resource the name in the platform's path
     * @param catalogCode code in the government information resource catalogue (政务信息资源目录)
     */
    public record Resource(String resource, String catalogCode) {}

    /**
     * @param family signing family, for example {@code A}: Base64(HmacSHA256(secret, id + timestamp + nonce))
     * @param pathTemplate with {@code {resource}}
     * @param headers name of each header by its meaning: clientId, timestamp, nonce, signature, idempotencyKey
     */
    public record Call(String family, String pathTemplate, Map<String, String> headers) {

        /** The path for a resource. */
        public String path(String resource) {
            return pathTemplate.replace("{resource}", resource);
        }
    }

    /**
     * How our statement travels.
     *
     * @param carrier the way it takes, for example in HTTP headers ("header")
     * @param headers name of each header by its meaning: statement, signature, certificate
     */
    public record StatementCarrier(String carrier, Map<String, String> headers) {}

    /**
     * @param codes result by the code in the answer's body
     * @param httpStatus result by HTTP status, for answers without a code
     */
    public record Results(Map<String, PlatformResult> codes, Map<String, PlatformResult> httpStatus) {

        /**
         * What an answer means. An unknown code is UNKNOWN whatever the HTTP status says, because 200 may carry failure and an error
         * page may hide success.
         *
         * @param code the code in the body, or null if there is none
         */
        public PlatformResult classify(int status, @Nullable String code) {
            PlatformResult result = code == null ? httpStatus.get(Integer.toString(status)) : codes.get(code);
            return result == null ? PlatformResult.UNKNOWN : result;
        }
    }

    /**
     * @param signed whether an answer counts only with a receipt whose signature verifies
     * @param receiptMember member of the answer with the receipt (Base64)
     * @param signatureMember member of the answer with the signature over the receipt's bytes (Base64)
     * @param stage what the receipt stands for: RECEIVED or STORED
     */
    public record Receipt(boolean signed, String receiptMember, String signatureMember, String stage) {}

    public record Limits(
            int connectTimeoutMs,
            int responseTimeoutMs,
            int maxInFlight,
            int attempts,
            long backoffInitialMs,
            long backoffMaxMs,
            int retryAgeHours) {}
}
