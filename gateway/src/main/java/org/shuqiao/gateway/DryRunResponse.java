package org.shuqiao.gateway;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.routes.steps.Foreseen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What would become of a record, as the API shows it. */
public record DryRunResponse(String dataset, List<Platform> platforms) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param state in which the transfer would be; READY for one that would be sent
     * @param reason stable code of why it would not be READY; empty for one that would be
     * @param agreements those that would bind it
     * @param considered every agreement that was considered, with the reason of each that does not permit
     * @param trail how each of them was decided on, and the payload, step by step
     * @param fields what would happen to each field of the record; empty where nothing would be looked at
     * @param missing paths of fields that the agreement requires
     * @param residue kind and place in the payload of each suspected secret, without its value
     * @param payload what the platform would get, its pseudonyms replaced by others; null where it would get nothing
     * @param quotas what is left of what the agreements that would bind it let go, and when; empty where none limits that
     */
    public record Platform(
            String platform,
            String state,
            String reason,
            String reasonText,
            JsonNode agreements,
            JsonNode considered,
            DecisionTrail trail,
            List<FieldFate> fields,
            List<String> missing,
            JsonNode residue,
            @Nullable JsonNode payload,
            List<QuotaResponse> quotas) {

        static Platform of(Foreseen foreseen, Dataset dataset, Reasons reasons, Locale locale) {
            JsonNode decision = JSON.readTree(foreseen.decision());
            String reason = foreseen.reason() == null ? "" : foreseen.reason().name();
            byte[] payload = foreseen.payload();
            return new Platform(
                    foreseen.platform(),
                    foreseen.state().name(),
                    reason,
                    reasons.text(reason, locale),
                    decision.path("agreements"),
                    decision.path("considered"),
                    DecisionTrail.of(decision, reasons, locale),
                    foreseen.fields().stream()
                            .map(fate -> FieldFate.of(fate, dataset))
                            .toList(),
                    foreseen.missing(),
                    JSON.readTree(foreseen.residue()),
                    payload == null ? null : JSON.readTree(payload),
                    QuotaResponse.of(foreseen.quotas()));
        }
    }

    /**
     * @param path source path, {@code *} for array elements
     * @param zh its name in Chinese, {@code en} in English
     * @param fate KEPT, MASKED, STRIPPED or UNMAPPED
     * @param transform as the agreement names it; null where nothing of the field is left
     */
    public record FieldFate(
            String path, String zh, String en, @Nullable String fieldClass, String fate, @Nullable String transform) {

        static FieldFate of(Foreseen.FieldFate fate, Dataset dataset) {
            Field field = dataset.field(fate.path()).orElse(null);
            return new FieldFate(
                    fate.path(),
                    field == null ? fate.path() : field.zh(),
                    field == null ? fate.path() : field.en(),
                    field == null ? null : field.fieldClass().name(),
                    fate.fate().name(),
                    fate.transform());
        }
    }

    static DryRunResponse of(List<Foreseen> foreseen, Dataset dataset, Reasons reasons, Locale locale) {
        return new DryRunResponse(
                dataset.id(),
                foreseen.stream()
                        .map(one -> Platform.of(one, dataset, reasons, locale))
                        .toList());
    }
}
