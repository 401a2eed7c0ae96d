package org.shuqiao.gateway.console.officer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.SuspectResponse;
import org.shuqiao.gateway.SuspectResponse.Hit;
import org.shuqiao.gateway.SuspectResponse.Proposal;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.steps.Limits;

/**
 * A transfer in quarantine as an officer reads it.
 *
 * @param kinds of secrets, each once, in the order in which they were found
 * @param expiresAt when it ends by itself, withheld, if nobody decides
 * @param hidden hits that are too many to be shown
 * @param mine whether the reader has made the proposal
 * @param seen of its payload and hits, {@code standing} of its proposal or of none: what a decision on this page is made on
 */
record Suspect(
        UUID transfer,
        String center,
        String platform,
        String dataset,
        Instant since,
        Instant expiresAt,
        List<String> kinds,
        List<Found> hits,
        int hidden,
        int hitCount,
        List<Choice> choices,
        boolean needsTwo,
        @Nullable Proposal proposal,
        boolean mine,
        String seen,
        String standing) {

    /** What stands in a text in the place of a secret. */
    private static final Pattern MASK = Pattern.compile("【[^】]{1,8}】");

    /** @param masked whether it stands for a secret */
    record Part(String text, boolean masked) {}

    /**
     * @param field its name; the path in the payload where it is none of the dataset's
     * @param transfers with the same finding, this one among them
     */
    record Found(
            String kind,
            String field,
            String path,
            boolean beside,
            List<Part> excerpt,
            String finding,
            int transfers) {}

    record Choice(Decision decision, Effect effect) {
        public boolean offered() {
            return effect != Effect.NOT_OFFERED && effect != Effect.WAITS;
        }
    }

    /** What an officer's word leads to. */
    enum Effect {
        /** It cannot be said of hits in such places. */
        NOT_OFFERED,
        /** It is said and done, be it as the first word or as the second. */
        DECIDES,
        /** Another officer has to say the same. */
        PROPOSES,
        /** The same, and what was proposed before counts no more. */
        REPLACES,
        /** This officer has proposed it; only another can confirm it. */
        WAITS;

        static Effect of(Decision decision, SuspectResponse found, String reader) {
            if (!found.offers().contains(decision)) {
                return NOT_OFFERED;
            }
            if (decision == Decision.WITHHOLD || !found.needsTwo()) {
                return DECIDES;
            }
            Proposal open = found.proposal();
            if (open == null) {
                return PROPOSES;
            }
            if (open.decision() != decision) {
                return REPLACES;
            }
            return open.by().equals(reader) ? WAITS : DECIDES;
        }
    }

    /**
     * @param excerpts whether this person may read what stands around the secrets
     * @param reader this person's key
     */
    static Suspect of(SuspectResponse found, boolean excerpts, String reader, Names names) {
        List<Found> hits = found.hits().stream()
                .map(hit -> found(hit, found.dataset(), excerpts, names))
                .toList();
        return new Suspect(
                found.transferId(),
                found.center(),
                found.platform(),
                found.dataset(),
                found.enteredAt(),
                found.enteredAt().plus(Limits.QUARANTINE_PATIENCE),
                hits.stream().map(Found::kind).distinct().toList(),
                hits,
                found.hitCount() - hits.size(),
                found.hitCount(),
                List.of(Decision.values()).stream()
                        .map(one -> new Choice(one, Effect.of(one, found, reader)))
                        .toList(),
                found.needsTwo(),
                found.proposal(),
                found.proposal() != null && found.proposal().by().equals(reader),
                found.seen(),
                found.standing());
    }

    private static Found found(Hit hit, String dataset, boolean excerpts, Names names) {
        return new Found(
                hit.kind(),
                hit.source().isEmpty() ? hit.path() : names.field(dataset, hit.source()),
                hit.path(),
                hit.beside(),
                excerpts ? parts(hit.excerpt()) : List.of(),
                hit.finding(),
                hit.transfers());
    }

    static List<Part> parts(String excerpt) {
        List<Part> parts = new ArrayList<>();
        Matcher mask = MASK.matcher(excerpt);
        int from = 0;
        while (mask.find()) {
            if (mask.start() > from) {
                parts.add(new Part(excerpt.substring(from, mask.start()), false));
            }
            parts.add(new Part(mask.group(), true));
            from = mask.end();
        }
        if (from < excerpt.length()) {
            parts.add(new Part(excerpt.substring(from), false));
        }
        return parts;
    }
}
