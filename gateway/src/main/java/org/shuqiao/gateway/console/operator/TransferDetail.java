package org.shuqiao.gateway.console.operator;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.SubmissionResponse;
import tools.jackson.databind.JsonNode;

/**
 * What the ledger says of one transfer beside its state, for a page.
 *
 * @param bodies names of the reviewing bodies that have spoken, by id
 */
record TransferDetail(
        List<Bound> agreements,
        List<Transform> transforms,
        List<String> stripped,
        List<Duty> duties,
        Map<String, String> bodies) {

    /** An agreement that binds it. */
    record Bound(String id, int version) {}

    record Transform(String path, String name) {}

    /**
     * @param dueAt null where it waits for something else than a time
     * @param state OPEN, DONE or BREACHED
     */
    record Duty(String duty, String agreement, @Nullable Instant dueAt, String state) {}

    static TransferDetail of(SubmissionResponse.Transfer transfer, Locale locale) {
        String language = locale.getLanguage().equals("zh") ? "zh" : "en";
        return new TransferDetail(
                transfer.agreements()
                        .valueStream()
                        .map(one -> new Bound(
                                one.path("id").asString(""), one.path("version").asInt(0)))
                        .toList(),
                transfer.transforms()
                        .valueStream()
                        .map(one -> new Transform(
                                one.path("path").asString(""), one.path("name").asString("")))
                        .toList(),
                transfer.stripped().valueStream().map(path -> path.asString("")).toList(),
                transfer.duties().valueStream().map(TransferDetail::duty).toList(),
                transfer.reviews()
                        .valueStream()
                        .map(review -> review.path("body"))
                        .collect(Collectors.toMap(
                                body -> body.path("id").asString(""),
                                body -> body.path(language).asString(""),
                                (one, same) -> one)));
    }

    private static Duty duty(JsonNode duty) {
        String due = duty.path("dueAt").asString("");
        return new Duty(
                duty.path("duty").asString(""),
                duty.path("agreement").asString(""),
                due.isEmpty() ? null : OffsetDateTime.parse(due).toInstant(),
                duty.path("state").asString(""));
    }
}
