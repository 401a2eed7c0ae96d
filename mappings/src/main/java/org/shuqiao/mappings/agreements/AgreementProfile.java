package org.shuqiao.mappings.agreements;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.MalformedRecord;
import org.shuqiao.mappings.Messages;
import org.shuqiao.mappings.StrictJson;
import org.shuqiao.mappings.Usci;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.ViolationList;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.MaskingPlan;
import org.shuqiao.mappings.masking.RuleRefused;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agreement must be to be put in force: one strict reading, the JSON Schema of profile {@code cdg-1}, sense, and nothing
 * that this gateway would not act on. All problems are found, not only the first. Signatures are checked elsewhere. Thread-safe.
 */
public final class AgreementProfile {
    private final Datasets datasets;
    private final TransformCatalogue transforms = new TransformCatalogue();
    private final AgreementSchema schema = new AgreementSchema();
    private final UnsupportedTerms unsupported = new UnsupportedTerms();
    private final EndingTerms endings;
    private final CeilingTerms ceilings;
    private final CellTerms cells;
    private final WatermarkTerms watermarks;
    private final Messages messages = new Messages();
    private final StrictJson strictJson = new StrictJson();

    /** Of a gateway that knows no platform. */
    public AgreementProfile(Datasets datasets) {
        this(datasets, List.of());
    }

    /** @param platforms whose forms must have a place for what is agreed */
    public AgreementProfile(Datasets datasets, Collection<Platform> platforms) {
        this(datasets, id -> platforms.stream()
                .filter(platform -> platform.id().equals(id))
                .findFirst());
    }

    /** @param platforms by id, as they are when an agreement is looked at */
    public AgreementProfile(Datasets datasets, Function<String, Optional<Platform>> platforms) {
        this.datasets = datasets;
        this.endings = new EndingTerms(datasets);
        this.ceilings = new CeilingTerms(datasets, transforms);
        this.cells = new CellTerms(datasets, transforms.cellRule());
        this.watermarks = new WatermarkTerms(platforms);
    }

    /**
     * Looks at the whole of an agreement.
     *
     * @return every problem, in the order of schema, sense, support; empty where it may be put in force
     */
    public List<Violation> problems(byte[] source) {
        ObjectNode agreement;
        try {
            agreement = strictJson.read(source);
        } catch (MalformedRecord malformed) {
            MalformedRecord.Location at = malformed.location();
            return List.of(messages.violation("", malformed.code().name(), "%d:%d".formatted(at.line(), at.column())));
        }
        ViolationList violations = new ViolationList(messages);
        schema.check(agreement, violations);
        previous(agreement, violations);
        parties(agreement, violations);
        validity(agreement, violations);
        durations(agreement, violations);
        permissions(agreement, violations);
        WindowTerms.check(agreement, violations);
        prohibitions(agreement, violations);
        SignatureForms.check(agreement, violations);
        endings.check(agreement, violations);
        ceilings.check(agreement, violations);
        OnwardTerms.check(agreement, violations);
        cells.check(agreement, violations);
        watermarks.check(agreement, violations);
        unsupported.check(agreement, violations);
        return List.copyOf(violations.all());
    }

    /** Says a rule of an agreement in both languages, for problems that are found elsewhere. */
    public Violation problem(String pointer, String rule) {
        return messages.violation(pointer, rule, "");
    }

    /** A later version names the one before by its hash, so that nobody signs a change of something else. */
    private static void previous(ObjectNode agreement, ViolationList violations) {
        long version = agreement.path("version").asLong(0);
        if (version > 1 && !agreement.has("prev")) {
            violations.add("/prev", "REQUIRED");
        }
        if (version == 1 && agreement.has("prev")) {
            violations.add("/prev", "FIRST_VERSION");
        }
    }

    private static void parties(ObjectNode agreement, ViolationList violations) {
        for (String party : List.of("/provider/usci", "/consumer/usci")) {
            String rule = agreement.at(party).isString()
                    ? Usci.violation(agreement.at(party).stringValue())
                    : null;
            if (rule != null) {
                violations.add(party, rule);
            }
        }
        JsonNode provider = agreement.at("/provider/usci");
        if (provider.isString() && provider.equals(agreement.at("/consumer/usci"))) {
            violations.add("/consumer/usci", "SAME_PARTY");
        }
        String certificate = agreement.at("/provider/cert_sn").asString("");
        if (!certificate.isBlank()
                && certificate.equalsIgnoreCase(
                        agreement.at("/consumer/cert_sn").asString(""))
                && agreement.at("/provider/cert_issuer").equals(agreement.at("/consumer/cert_issuer"))) {
            violations.add("/consumer/cert_sn", "SAME_CERTIFICATE");
        }
        for (String party : List.of("/provider", "/consumer")) {
            if (agreement.at(party).has("cert_issuer")
                    && agreement.at(party + "/cert_sn").asString("").isBlank()) {
                violations.add(party + "/cert_sn", "REQUIRED"); // an issuer alone names no certificate
            }
        }
        boolean out = agreement.path("direction").asString("").equals("out");
        for (String member : List.of("platform", "endpoint_id")) {
            String platform = (out ? "/consumer/" : "/provider/") + member;
            String center = (out ? "/provider/" : "/consumer/") + member;
            if (agreement.at(platform).isMissingNode()) {
                violations.add(platform, "REQUIRED");
            }
            if (!agreement.at(center).isMissingNode()) {
                violations.add(center, "UNKNOWN_KEY");
            }
        }
    }

    private static void validity(ObjectNode agreement, ViolationList violations) {
        boolean dates = true;
        for (String day : List.of("/valid/from", "/valid/to")) {
            JsonNode value = agreement.at(day);
            if (value.isString() && !CalendarText.isDate(value.stringValue())) {
                violations.add(day, "DATE_FORM");
            }
            dates &= value.isString() && CalendarText.isDate(value.stringValue());
        }
        if (dates
                && LocalDate.parse(agreement.at("/valid/to").stringValue())
                        .isBefore(LocalDate.parse(agreement.at("/valid/from").stringValue()))) {
            violations.add("/valid/to", "VALIDITY_INVERTED");
        }
    }

    /** Nobody can show that data is gone, or why it was held, after the records that say so are gone themselves. */
    private static void durations(ObjectNode agreement, ViolationList violations) {
        long keepDays = agreement.at("/audit/keep_days").asLong(Long.MAX_VALUE);
        if (agreement.at("/retention/days").asLong(0) > keepDays) {
            violations.add("/retention/days", "LONGER_THAN_AUDIT", Long.toString(keepDays));
        }
        each(agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> {
            each(permission.path("duties_post"), i -> pointer + "/duties_post/" + i, (at, duty) -> {
                String text = duty.asString("");
                if (text.matches("delete_after:[0-9]{1,5}d")
                        && Long.parseLong(text.substring("delete_after:".length(), text.length() - 1)) > keepDays) {
                    violations.add(at, "LONGER_THAN_AUDIT", Long.toString(keepDays));
                }
            });
        });
    }

    private void permissions(ObjectNode agreement, ViolationList violations) {
        String direction = agreement.path("direction").asString("");
        Set<String> seen = new HashSet<>();
        each(agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> {
            if (!permission.path("dataset").isString()) {
                return;
            }
            String id = permission.path("dataset").stringValue();
            Dataset dataset = datasets.find(id).orElse(null);
            if (dataset == null) {
                violations.add(pointer + "/dataset", "UNKNOWN_DATASET");
                return;
            }
            if (!seen.add(id)) {
                violations.add(pointer + "/dataset", "DATASET_TWICE");
            }
            if (!dataset.direction().name().equalsIgnoreCase(direction)) {
                violations.add(pointer + "/dataset", "DATASET_OTHER_DIRECTION");
            }
            if (permission.at("/scope/periods").isArray()
                    && dataset.periodPath().isEmpty()) {
                violations.add(pointer + "/scope/periods", "DATASET_WITHOUT_PERIOD");
            }
            fields(dataset, permission.path("fields"), pointer + "/fields/", violations);
        });
    }

    private void fields(Dataset dataset, JsonNode fields, String pointer, ViolationList violations) {
        Set<String> seen = new HashSet<>();
        each(fields, i -> pointer + i, (at, field) -> {
            String path = field.path("path").asString("");
            FieldClass fieldClass = FieldClass.named(field.path("class").asString(""));
            if (path.isEmpty() || fieldClass == null || !field.path("transform").isString()) {
                return;
            }
            if (!seen.add(path)) {
                violations.add(at + "/path", RuleRefused.Reason.DUPLICATE_PATH.name());
            }
            FieldRule rule =
                    new FieldRule(path, fieldClass, field.path("transform").stringValue(), false, at);
            try {
                MaskingPlan.of(dataset, List.of(rule), transforms);
            } catch (RuleRefused refused) {
                violations.add(at + member(refused.reason()), refused.reason().name());
            }
        });
    }

    /** A prohibition of something that does not exist would never act, and whoever signed it relies on it. */
    private void prohibitions(ObjectNode agreement, ViolationList violations) {
        each(agreement.path("prohibition"), i -> "/prohibition/" + i, (pointer, prohibition) -> {
            String named = prohibition.path("dataset").asString("");
            String field = prohibition.path("field").asString("");
            if (!named.isEmpty() && datasets.find(named).isEmpty()) {
                violations.add(pointer + "/dataset", "UNKNOWN_DATASET");
            } else if (!field.isEmpty() && !isField(named, field)) {
                violations.add(pointer + "/field", "NEVER_ACTS");
            }
        });
    }

    private boolean isField(String dataset, String field) {
        return datasets.all().stream()
                .filter(one -> dataset.isEmpty() || one.id().equals(dataset))
                .flatMap(one -> one.fields().keySet().stream())
                .anyMatch(path -> path.equals(field) || path.startsWith(field + "/"));
    }

    private static String member(RuleRefused.Reason reason) {
        return switch (reason) {
            case UNKNOWN_FIELD, DUPLICATE_PATH -> "/path";
            case CLASS_DIFFERS -> "/class";
            case UNKNOWN_TRANSFORM, TRANSFORM_NOT_APPLICABLE, NEVER_RAW -> "/transform";
        };
    }

    /** Looks at one element of a list. */
    interface Visitor {
        void visit(String pointer, JsonNode element);
    }

    static void each(JsonNode array, IntFunction<String> pointer, Visitor visitor) {
        for (int i = 0; array.isArray() && i < array.size(); i++) {
            visitor.visit(pointer.apply(i), array.get(i));
        }
    }
}
