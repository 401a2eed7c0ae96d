package org.shuqiao.gateway.console.center;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.center.RecordWords.Said;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway itself tells a center: of no dataset, so that its words are ours.
 *
 * @param what happened, by its name
 * @param submission that it is about; null where it is about none, or says only its record
 * @param facts by names for which there are words
 * @param times by such names
 */
record NoticeView(String what, @Nullable UUID submission, List<Said> facts, List<Moment> times) {
    static final String DATASET = "notice";

    private static final List<String> FACTS =
            List.of("record_id", "record_version", "agreement", "agreement_version", "reason", "within_days", "period");
    private static final List<String> TIMES = List.of("effective_at", "valid_until", "due_at", "returned_at");

    /** Some tell it as a day only, which is a fact. */
    record Moment(String label, Instant at) {}

    static NoticeView of(JsonNode notice, Names names, Locale locale) {
        List<Said> facts = new ArrayList<>();
        List<Moment> times = new ArrayList<>();
        text(notice, "platform").ifPresent(id -> facts.add(new Said("platform", names.platform(id))));
        text(notice, "record_dataset").ifPresent(id -> facts.add(new Said("record_dataset", names.dataset(id))));
        FACTS.forEach(name -> text(notice, name).ifPresent(said -> facts.add(new Said(name, said))));
        JsonNode body = notice.path("body");
        text(body, Names.isChinese(locale) ? "zh" : "en").ifPresent(name -> facts.add(new Said("body", name)));
        if (!notice.path("reasons").isEmpty()) {
            facts.add(new Said(
                    "reason",
                    notice.path("reasons")
                            .valueStream()
                            .map(one -> one.asString(""))
                            .collect(Collectors.joining(Names.isChinese(locale) ? "；" : "; "))));
        }
        for (String name : TIMES) {
            text(notice, name).ifPresent(said -> {
                Instant at = instant(said);
                if (at == null) {
                    facts.add(new Said(name, said));
                } else {
                    times.add(new Moment(name, at));
                }
            });
        }
        return new NoticeView(
                notice.path("notice").asString("other"),
                text(notice, "submission").map(UUID::fromString).orElse(null),
                facts,
                times);
    }

    private static Optional<String> text(JsonNode object, String member) {
        String text = object.path(member).asString("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException other) {
            return null;
        }
    }
}
