package org.shuqiao.routes.platforms;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformResult;
import org.shuqiao.routes.platforms.PlatformAnswer.Answered;
import tools.jackson.databind.JsonNode;

/** Reads what a platform answers when it is asked for what it has. Nothing of it is believed before its signature was verified. */
public final class ReadPoll {
    private final PlatformDescriptor platform;

    public ReadPoll(PlatformDescriptor platform) {
        this.platform = platform;
    }

    /** @param batches in the order of their places; none where the platform did not answer as it should */
    public record Page(PollQuestion question, boolean answered, List<Polled> batches) {}

    /**
     * @param seq its place in the platform's sequence, from 1
     * @param body null where it cannot be read
     */
    public record Polled(long seq, String dataset, String timestamp, byte @Nullable [] body, String signature) {}

    public Page read(PlatformAnswer<Poll> answer) {
        PollQuestion question = answer.sent().question();
        if (answer instanceof Answered<Poll> answered) {
            JsonNode body = AnswerJson.read(answered.body());
            if (platform.results().classify(answered.status(), AnswerJson.code(body)) == PlatformResult.OK) {
                List<Polled> batches = body.path("batches")
                        .valueStream()
                        .flatMap(node -> polled(node).stream())
                        .sorted(Comparator.comparingLong(Polled::seq))
                        .limit(question.limit())
                        .toList();
                return new Page(question, true, batches);
            }
        }
        return new Page(question, false, List.of());
    }

    private static Optional<Polled> polled(JsonNode node) {
        JsonNode seq = node.path("seq");
        return seq.isIntegralNumber() && seq.canConvertToLong() && seq.longValue() > 0
                ? Optional.of(new Polled(
                        seq.longValue(),
                        node.path("dataset").asString(""),
                        node.path("timestamp").asString(""),
                        body(node),
                        node.path("signature").asString("")))
                : Optional.empty();
    }

    private static byte @Nullable [] body(JsonNode node) {
        try {
            return Base64.getDecoder().decode(node.path("body").asString(""));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
