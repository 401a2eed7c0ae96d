package org.shuqiao.routes.steps;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.Derivation;
import org.shuqiao.mappings.forms.DerivedRule;
import org.shuqiao.mappings.forms.DerivedRules;
import org.shuqiao.mappings.forms.DerivedValue;
import org.shuqiao.mappings.forms.Form;
import org.shuqiao.mappings.forms.FormDifference;
import org.shuqiao.mappings.forms.Switches;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.OwnRecordLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Derives numbers of evaluation forms from what their center has handed in, and tells where a filed form says something else. */
public final class DeriveNumbers {
    public static final String FORMS = "evaluation_form";
    private static final Logger LOG = LoggerFactory.getLogger(DeriveNumbers.class);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final OwnRecordLedger records;
    private final DerivedRules rules = DerivedRules.load();
    private final Semaphore turns = new Semaphore(Limits.DERIVATIONS_AT_ONCE);

    public DeriveNumbers(OwnRecordLedger records) {
        this.records = records;
    }

    /**
     * @param acceptedOn when the center passed its acceptance; null where the form does not ask, or nobody knows
     * @throws Failure NOT_FOUND for an unknown form; TOO_BUSY where as many derivations as may be are being made
     */
    public List<DerivedValue> values(
            String center, String form, int year, @Nullable LocalDate acceptedOn, Switches switches) {
        Form known = rules.form(form);
        if (known == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "form"));
        }
        return values(center, rules.of(known), year, acceptedOn, switches);
    }

    private List<DerivedValue> values(
            String center, List<DerivedRule> ofForm, int year, @Nullable LocalDate acceptedOn, Switches switches) {
        if (!turns.tryAcquire()) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", 1));
        }
        try {
            Derivation derivation = new Derivation(ofForm, year, acceptedOn, switches);
            boolean all = records.visit(
                    center,
                    derivation.datasets(),
                    Limits.DERIVATION_RECORDS,
                    (dataset, body, receivedAt) -> add(derivation, dataset, body, receivedAt));
            if (!all) {
                derivation.brokenOff();
            }
            return derivation.values();
        } finally {
            turns.release();
        }
    }

    private static void add(Derivation derivation, String dataset, byte @Nullable [] body, Instant receivedAt) {
        if (body == null) {
            derivation.addGone(dataset, LocalDate.ofInstant(receivedAt, SHANGHAI));
        } else {
            derivation.add(dataset, JSON.readTree(body));
        }
    }

    /**
     * Compares a form that was handed in just now. That it could not be compared is no reason to refuse it.
     *
     * @return empty where nothing of it can be compared, or nobody has the time
     */
    public Optional<List<FormDifference>> differences(String center, byte[] filed) {
        try {
            JsonNode json = JSON.readTree(filed);
            Form form = rules.form(json.path("form").asString(""));
            if (form == null || rules.of(form).isEmpty()) {
                return Optional.empty();
            }
            int year = json.path("year").asInt(0);
            return Optional.of(
                    FormDifference.between(form, json, values(center, rules.of(form), year, null, Switches.STANDARD)));
        } catch (RuntimeException notCompared) { // it is in the ledger, whatever has kept us from comparing it
            LOG.warn("a filed form was not compared: {}", notCompared.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** The same for one that was handed in before. */
    public Optional<List<FormDifference>> differences(String center, UUID submission) {
        byte[] filed = records.body(submission, center, FORMS);
        return filed == null ? Optional.empty() : differences(center, filed);
    }
}
