package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Names;

/**
 * What there is to know about a platform, from {@code platforms/<id>/descriptor.yaml}. Addresses and secrets are settings, not data.
 * Every member must be there, and none that is not named here.
 *
 * @param id folder name, for example {@code qingdao}
 * @param usci the platform's operator, the consumer of agreements
 * @param endpointId the endpoint that agreements name
 * @param purpose the purpose every transfer to it has
 * @param audience who sees what it has
 * @param acts what the platform does with data, to be matched against prohibitions
 * @param passesOnTo to whom it passes data on, as agreements name them; empty where it does not, or nobody knows
 * @param datasets what it takes, by dataset id
 * @param attachments whether the files that records name go with them; {@code none} where the descriptor does not say
 * @param call how it is called; empty ({@code null}) where what is for it is laid down at a place
 * @param clock how it looks at the time stamps of calls; empty ({@code null}) where it does not
 * @param results what its result codes mean
 * @param redelivery what to do when the fate of a transfer is unknown
 * @param query how to ask it what became of a transfer; empty ({@code null}) where it cannot be asked
 * @param collect when we look for what it says of what was laid down for it; empty ({@code null}) where nothing is collected
 * @param returns what it sends to centers; empty ({@code null}) where it sends nothing
 * @param review who looks at what it has received before it is taken; empty ({@code null}) where nobody does
 */
public record PlatformDescriptor(
        String id,
        Name name,
        String usci,
        String endpointId,
        String purpose,
        Audience audience,
        Set<Act> acts,
        List<String> passesOnTo,
        Map<String, Resource> datasets,
        Attachments attachments,
        Transport transport,
        Optional<CallFamily> call,
        Optional<ClockWindow> clock,
        StatementCarrier statement,
        Results results,
        Receipt receipt,
        Redelivery redelivery,
        Optional<Query> query,
        Optional<Collect> collect,
        Optional<ReturnDescription> returns,
        Optional<ReviewChain> review,
        Limits limits) {

    /** @throws IllegalArgumentException where one part cannot work with another */
    public PlatformDescriptor {
        passesOnTo = List.copyOf(passesOnTo);
        require(passesOnTo.isEmpty() || acts.contains(Act.REDISTRIBUTE), "who passes data on has the act redistribute");
        require(
                attachments == Attachments.NONE || transport.takesFiles(),
                "only a transport of files takes attachments");
        boolean laidDown = transport.isLaidDown();
        require(laidDown == call.isEmpty(), "who is called, and no other, has calls that are signed");
        require(transport.isCollected() == collect.isPresent(), "what is said at a place, and no other, is collected");
        boolean rowCalls = transport instanceof Transport.HttpBatch;
        require(rowCalls == isFamilyD(call), "family D, and no other, sends rows");
        require(
                (rowCalls || laidDown) == statement instanceof StatementCarrier.Body,
                "a row has its statement beside it");
        require(
                (rowCalls || transport.isCollected()) == !results.rows().isEmpty(),
                "rows, and only rows, have result codes of their own");
        require(!laidDown || (results.codes().isEmpty() && results.httpStatus().isEmpty()), "only a call is answered");
        require(!laidDown || clock.isEmpty(), "only a call has a time stamp");
        require(rowCalls || query.isEmpty(), "only family D has a call to ask with");
        require(redelivery != Redelivery.QUERY_FIRST || query.isPresent(), "whom we ask first can be asked");
        require(
                clock.stream().flatMap(window -> window.codes().stream()).allMatch(results::isAuth),
                "a wrong time stamp is told by a code for AUTH");
        boolean polled = returns.flatMap(ReturnDescription::poll).isPresent();
        require(rowCalls || !polled, "only family D has a call to poll with");
        require(
                review.isEmpty() || receipt.isTwoStage(),
                "what is reviewed is accepted first, and stored or refused later");
    }

    private static boolean isFamilyD(Optional<CallFamily> call) {
        return call.orElse(null) instanceof CallFamily.D;
    }

    /** Whether what its calls carry is encrypted. */
    public boolean encrypts() {
        return call.map(CallFamily::encrypts).orElse(false);
    }

    /** How it is called. @throws java.util.NoSuchElementException for a platform that is not */
    public CallFamily requiredCall() {
        return call.orElseThrow();
    }

    private static void require(boolean fits, String rule) {
        if (!fits) {
            throw new IllegalArgumentException(rule);
        }
    }

    public record Name(String zh, String en) {}

    /** What a platform gets of a file that a record names. */
    public enum Attachments {
        /** What the record says of it. */
        @JsonProperty("none")
        NONE,
        /** The file itself, beside the record. */
        @JsonProperty("files")
        FILES
    }

    /** Who sees what a platform has. What has once been shown to everybody cannot be taken back. */
    public enum Audience {
        @JsonProperty("public")
        PUBLIC,
        /** The enterprises and services of an industry. */
        @JsonProperty("industry")
        INDUSTRY,
        @JsonProperty("government")
        GOVERNMENT
    }

    /**
     * @param resource the name in the platform's path
     * @param catalogCode code in the government information resource catalogue (政务信息资源目录)
     * @param classCeilings the highest classes that it takes after masking, at least one; a value must be within one of them
     */
    public record Resource(String resource, String catalogCode, Set<FieldClass> classCeilings) {
        public Resource {
            classCeilings = Set.copyOf(classCeilings);
            require(!classCeilings.isEmpty(), "who takes something takes a class of data");
        }
    }

    /** How our statement travels beside the payload. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "carrier")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = StatementCarrier.Header.class, name = "header"),
        @JsonSubTypes.Type(value = StatementCarrier.Body.class, name = "body")
    })
    public sealed interface StatementCarrier {

        SignatureDescription signature();

        /** @param headers name of each header by its meaning: statement, signature, certificate; base64url */
        record Header(Map<String, String> headers, SignatureDescription signature) implements StatementCarrier {
            public Header {
                headers = Names.complete(headers, Set.of("statement", "signature", "certificate"));
            }
        }

        /** @param members name of each member of a row by its meaning: statement, signature; Base64 */
        record Body(Map<String, String> members, SignatureDescription signature) implements StatementCarrier {
            public Body {
                members = Names.complete(members, Set.of("statement", "signature"));
            }
        }
    }

    /**
     * @param codes result by the code in the answer's body
     * @param rows result of a row by its code; empty where a call has no rows
     * @param httpStatus result by HTTP status, for answers without a code
     */
    public record Results(
            Map<String, PlatformResult> codes,
            Map<String, PlatformResult> rows,
            Map<String, PlatformResult> httpStatus) {

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

        private boolean isAuth(String code) {
            return codes.get(code) == PlatformResult.AUTH;
        }

        /**
         * What the answer means for one row of a call whose own result is OK.
         *
         * @param code the code of the row, or null if it has none
         */
        public PlatformResult classifyRow(@Nullable String code) {
            PlatformResult result = code == null ? null : rows.get(code);
            return result == null ? PlatformResult.UNKNOWN : result;
        }
    }

    /**
     * @param signed whether an answer counts only with a receipt whose signature verifies
     * @param receiptMember member of the answer, or of its row, with the receipt (Base64)
     * @param signatureMember member with the signature over the receipt's bytes (Base64)
     * @param first what the receipt of an answer may say
     * @param second what a receipt that comes later may say; empty where the first is the last
     */
    public record Receipt(
            boolean signed,
            String receiptMember,
            String signatureMember,
            SignatureDescription signature,
            Set<ReceiptStage> first,
            Set<ReceiptStage> second) {

        public Receipt {
            first = Set.copyOf(first);
            second = Set.copyOf(second);
            require(signed, "nothing but a signed receipt proves that a transfer arrived");
            require(!first.isEmpty(), "a receipt says something");
            require(
                    second.isEmpty() == !first.contains(ReceiptStage.ACCEPTED),
                    "what is accepted is stored or refused later");
            require(!second.contains(ReceiptStage.ACCEPTED), "what is accepted was accepted in the first receipt");
        }

        /** Whether a receipt comes again, after the answer to the push. */
        public boolean isTwoStage() {
            return !second.isEmpty();
        }
    }

    /**
     * @param maxKeys transfers that one call may ask for
     * @param unknown rests between questions for a transfer whose fate is unknown
     * @param accepted rests between questions for a second receipt that has not come by itself
     */
    public record Query(String path, int maxKeys, Rests unknown, Rests accepted) {
        public Query {
            require(maxKeys > 0, "a question is for something");
        }
    }

    /**
     * @param everyMs between two looks
     * @param patienceMs how long a receipt may take before what was laid down counts as lost
     */
    public record Collect(long everyMs, long patienceMs) {
        public Collect {
            require(everyMs > 0 && patienceMs >= everyMs, "who collects looks, and more than once");
        }
    }

    /** Doubling from the first to the longest. */
    public record Rests(long firstMs, long longestMs) {
        public Rests {
            require(firstMs > 0 && longestMs >= firstMs, "rests grow");
        }
    }

    /** @param responseTimeoutMs longest wait between two bytes; a whole call is bounded by {@link #callWithinMs} */
    public record Limits(
            int connectTimeoutMs,
            int responseTimeoutMs,
            int maxInFlight,
            int attempts,
            long backoffInitialMs,
            long backoffMaxMs,
            int retryAgeHours) {

        /** No attempt takes longer than this, whatever carries it: what is sent is held for one gateway only so long. */
        public static final int LONGEST_CALL_MS = 45_000;

        public Limits {
            require(connectTimeoutMs > 0 && responseTimeoutMs > 0, "a call has time");
            require(
                    callWithinMs(connectTimeoutMs, responseTimeoutMs) <= LONGEST_CALL_MS,
                    "a call, which may take its time to connect and twice its time to answer, ends within 45 s");
        }

        /** How long a call may take from its begin to the last byte of its answer. */
        public static long callWithinMs(int connectTimeoutMs, int responseTimeoutMs) {
            return connectTimeoutMs + 2L * responseTimeoutMs;
        }
    }
}
