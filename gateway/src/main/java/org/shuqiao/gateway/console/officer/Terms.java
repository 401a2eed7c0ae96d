package org.shuqiao.gateway.console.officer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agreement says, for people to read; the document itself is what binds. Codes stay codes: {@link AgreementWords} says them.
 *
 * @param noticeDays working days from a revocation until it takes effect
 * @param deletes whether a revocation also takes down what has arrived
 * @param recipients to whom it may be passed on
 * @param retentionDays null where it does not say
 * @param destroyProof whether the end of retention is to be proved
 * @param keepDays for how long both keep their records; null where it does not say
 * @param pretty the document with a line for each member
 */
record Terms(
        String direction,
        Party provider,
        Party consumer,
        List<String> legalBasis,
        List<String> purposes,
        List<String> channels,
        String from,
        String to,
        int noticeDays,
        boolean deletes,
        @Nullable Integer retentionDays,
        boolean destroyProof,
        boolean onward,
        List<String> recipients,
        boolean consent,
        List<String> consents,
        @Nullable Integer keepDays,
        List<Prohibition> prohibitions,
        List<Permitted> permitted,
        String pretty) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Who agrees; each member but the first may be empty.
     *
     * @param endpoint where a platform takes and gives
     * @param certificate the serial number of the one that it signs with
     */
    record Party(String usci, String endpoint, String certificate, String issuer) {
        private static Party of(JsonNode party) {
            return new Party(
                    party.path("usci").asString(""),
                    party.path("endpoint_id").asString(""),
                    party.path("cert_sn").asString(""),
                    party.path("cert_issuer").asString(""));
        }
    }

    /**
     * What must not be done; each member may be empty, and then does not narrow it.
     *
     * @param dataset its name
     * @param field its name, or its path where no dataset is named
     */
    record Prohibition(String action, String dataset, String field) {
        private static Prohibition of(JsonNode prohibition, Names names) {
            String dataset = prohibition.path("dataset").asString("");
            return new Prohibition(
                    prohibition.path("action").asString(""),
                    names.dataset(dataset),
                    names.field(dataset, prohibition.path("field").asString("")));
        }
    }

    /**
     * What tells agreements of the same parties apart.
     *
     * @param datasets ids of those of which something may leave
     */
    record Gist(String direction, List<String> datasets) {}

    static Gist gist(byte[] document) {
        JsonNode json = JSON.readTree(document);
        return new Gist(
                json.path("direction").asString(""),
                json.path("permission")
                        .valueStream()
                        .map(one -> one.path("dataset").asString(""))
                        .distinct()
                        .toList());
    }

    static Terms of(byte[] document, Names names) {
        JsonNode json = JSON.readTree(document);
        return new Terms(
                json.path("direction").asString(""),
                Party.of(json.path("provider")),
                Party.of(json.path("consumer")),
                texts(json.path("legal_basis")),
                texts(json.path("purpose")),
                texts(json.path("channels")),
                json.at("/valid/from").asString(""),
                json.at("/valid/to").asString(""),
                json.at("/revocation/notice_days").asInt(0),
                json.at("/revocation/effect").asString("").equals("stop_and_delete"),
                days(json.at("/retention/days")),
                json.at("/retention/destroy_proof").asBoolean(false),
                json.at("/onward/allowed").asBoolean(false),
                texts(json.at("/onward/recipients")),
                json.at("/subject_consent/required").asBoolean(false),
                texts(json.at("/subject_consent/consent_ids")),
                days(json.at("/audit/keep_days")),
                json.path("prohibition")
                        .valueStream()
                        .map(one -> Prohibition.of(one, names))
                        .toList(),
                json.path("permission")
                        .valueStream()
                        .map(one -> Permitted.of(one, names))
                        .toList(),
                json.toPrettyString());
    }

    private static @Nullable Integer days(JsonNode days) {
        return days.isInt() ? days.intValue() : null;
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(one -> one.asString("")).toList();
    }
}
