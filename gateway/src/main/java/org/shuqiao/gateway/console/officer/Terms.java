package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agreement says, for people to read; the document itself is what binds.
 *
 * @param noticeDays working days from a revocation until it takes effect
 * @param deletes whether a revocation also takes down what has arrived
 * @param retentionDays null where it does not say
 * @param pretty the document with a line for each member
 */
record Terms(
        String direction,
        List<String> legalBasis,
        List<String> purposes,
        List<String> channels,
        String from,
        String to,
        int noticeDays,
        boolean deletes,
        @Nullable Integer retentionDays,
        boolean onward,
        boolean consent,
        List<String> prohibitions,
        List<Permitted> permitted,
        String pretty) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * What may leave of one dataset.
     *
     * @param dataset its id; {@code name} is what it is called
     * @param scope what the record must be about, as written; empty where it may be about anything
     * @param duties as written
     */
    record Permitted(
            String dataset,
            String name,
            List<FieldTerm> fields,
            boolean stripsUnlisted,
            List<String> scope,
            List<String> duties,
            String quota) {}

    /** @param transform what must be done to it before it leaves; {@code raw} for nothing */
    record FieldTerm(String name, String path, String fieldClass, String transform, boolean required) {
        public boolean isRaw() {
            return transform.equals("raw");
        }
    }

    /** Ids of the datasets of which something may leave; none where the document cannot be read. */
    static List<String> datasets(byte[] document) {
        return JSON.readTree(document)
                .path("permission")
                .valueStream()
                .map(one -> one.path("dataset").asString(""))
                .distinct()
                .toList();
    }

    static Terms of(byte[] document, Names names) {
        JsonNode json = JSON.readTree(document);
        return new Terms(
                json.path("direction").asString(""),
                texts(json.path("legal_basis")),
                texts(json.path("purpose")),
                texts(json.path("channels")),
                json.at("/valid/from").asString(""),
                json.at("/valid/to").asString(""),
                json.at("/revocation/notice_days").asInt(0),
                json.at("/revocation/effect").asString("").equals("stop_and_delete"),
                json.at("/retention/days").isInt() ? json.at("/retention/days").intValue() : null,
                json.at("/onward/allowed").asBoolean(false),
                json.at("/subject_consent/required").asBoolean(false),
                json.path("prohibition").valueStream().map(JsonNode::toString).toList(),
                json.path("permission")
                        .valueStream()
                        .map(one -> permitted(one, names))
                        .toList(),
                json.toPrettyString());
    }

    private static Permitted permitted(JsonNode permission, Names names) {
        String dataset = permission.path("dataset").asString("");
        return new Permitted(
                dataset,
                names.dataset(dataset),
                permission
                        .path("fields")
                        .valueStream()
                        .map(field -> field(field, dataset, names))
                        .toList(),
                permission.path("unlisted_field").asString("").equals("strip"),
                permission
                        .path("scope")
                        .propertyStream()
                        .flatMap(scope -> texts(scope.getValue()).stream())
                        .toList(),
                Stream.of("duties_pre", "duties_post")
                        .flatMap(duties -> texts(permission.path(duties)).stream())
                        .toList(),
                permission.path("quota").isObject() ? permission.path("quota").toString() : "");
    }

    private static FieldTerm field(JsonNode field, String dataset, Names names) {
        String path = field.path("path").asString("");
        return new FieldTerm(
                names.field(dataset, path),
                path,
                field.path("class").asString(""),
                field.path("transform").asString(""),
                field.path("required").asBoolean(false));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(one -> one.asString("")).toList();
    }
}
