package org.shuqiao.gateway.console.officer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.BeforeAfter;
import org.shuqiao.gateway.DecisionTrail;
import org.shuqiao.gateway.DecisionTrail.Taken;
import org.shuqiao.gateway.Reasons;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.steps.Foreseen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What would become of a record, were an agreement in force.
 *
 * @param reason in words; empty where it would leave at once
 * @param failed steps of the decision that do not pass
 * @param missing names of fields that the agreement requires and the record has not
 * @param residue kinds of secrets that would be suspected in what leaves
 */
record Tried(
        String state, String reason, List<Step> failed, List<String> missing, List<String> residue, List<Line> lines) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param agreement of the step; null for one that looks at what would leave */
    record Step(@Nullable String agreement, Taken taken) {}

    /** A field before and after; {@code fate} is KEPT, MASKED, STRIPPED or UNMAPPED, or UNLISTED for one that keeps the whole record back. */
    record Line(String name, String path, String fate, @Nullable String transform, String before, String after) {}

    static Tried of(
            Foreseen foreseen,
            byte[] body,
            Dataset dataset,
            PlatformMapping mapping,
            Reasons reasons,
            Names names,
            Locale locale) {
        byte[] payload = foreseen.payload();
        DecisionTrail trail = DecisionTrail.of(JSON.readTree(foreseen.decision()), reasons, locale);
        List<BeforeAfter> changes = BeforeAfter.of(
                foreseen, JSON.readTree(body), payload == null ? null : JSON.readTree(payload), dataset, mapping);
        Set<String> unlisted = unlisted(trail);
        return new Tried(
                foreseen.state().name(),
                foreseen.reason() == null ? "" : reasons.text(foreseen.reason().name(), locale),
                failed(trail),
                foreseen.missing().stream()
                        .map(path -> names.field(dataset.id(), path))
                        .toList(),
                JSON.readTree(foreseen.residue())
                        .valueStream()
                        .map(hit -> hit.path("kind").asString(""))
                        .distinct()
                        .toList(),
                changes.stream()
                        .map(one -> line(one, unlisted.contains(one.path()), locale))
                        .toList());
    }

    private static List<Step> failed(DecisionTrail trail) {
        List<Step> failed = new ArrayList<>();
        trail.agreements().forEach(one -> one.steps().stream()
                .filter(step -> !step.reason().isEmpty())
                .forEach(step -> failed.add(new Step(one.id(), step))));
        trail.payload().stream()
                .filter(step -> !step.reason().isEmpty())
                .forEach(step -> failed.add(new Step(null, step)));
        return failed;
    }

    /** Paths for whose sake nothing leaves: they are not taken out of the record, since not every agreement says so. */
    private static Set<String> unlisted(DecisionTrail trail) {
        return trail.payload().stream()
                .filter(step -> step.reason().equals(ReasonCode.FIELD_UNLISTED.name()))
                .map(Taken::asked)
                .filter(Objects::nonNull)
                .map(list -> list.substring(1, list.length() - 1)) // It is kept in brackets.
                .flatMap(paths -> Stream.of(paths.split(", ")))
                .collect(Collectors.toSet());
    }

    private static Line line(BeforeAfter one, boolean unlisted, Locale locale) {
        return new Line(
                Names.isChinese(locale) ? one.zh() : one.en(),
                one.path(),
                unlisted ? "UNLISTED" : one.fate(),
                one.transform(),
                text(one.before()),
                text(one.after()));
    }

    private static String text(List<JsonNode> values) {
        return String.join(
                "; ",
                values.stream()
                        .map(value -> value.isString() ? value.stringValue() : value.toString())
                        .toList());
    }
}
