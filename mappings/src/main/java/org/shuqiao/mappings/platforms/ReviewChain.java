package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who looks at what a platform has received before it is taken: one receives it first, others forward it, the last decide. What a body
 * may say follows from its place, so a receipt that says anything else is none.
 *
 * @param bodies all of them; one that nobody forwards to is where records come in
 * @param steps who forwards to whom
 * @param mayReturn ids of the bodies that may send a record back to its center
 */
public record ReviewChain(List<Body> bodies, List<Step> steps, Set<String> mayReturn) {
    private static final int MOST_BODIES = 20;

    /** @throws IllegalArgumentException for a chain that something would get lost in */
    public ReviewChain {
        bodies = List.copyOf(bodies);
        steps = List.copyOf(steps);
        mayReturn = Set.copyOf(mayReturn);
        Map<String, Body> known = new HashMap<>();
        bodies.forEach(body -> known.put(body.id(), body));
        require(!bodies.isEmpty() && bodies.size() <= MOST_BODIES, "a review is by 1 to " + MOST_BODIES + " bodies");
        require(known.size() == bodies.size(), "each body of a review is there once");
        require(new HashSet<>(steps).size() == steps.size(), "each step of a review is there once");
        require(
                steps.stream().allMatch(step -> known.containsKey(step.from()) && known.containsKey(step.to())),
                "a review goes from body to body");
        require(known.keySet().containsAll(mayReturn), "who may return a record is a body of the review");
        require(!isCircular(known.keySet(), steps), "a review does not go in a circle");
        for (Body body : bodies) {
            boolean first = steps.stream().noneMatch(step -> step.to().equals(body.id()));
            boolean last = steps.stream().noneMatch(step -> step.from().equals(body.id()));
            require(last == (body.role() == Role.DECIDES), "who decides is the end of a review, and no other");
            require(
                    switch (body.role()) {
                        case RECEIVES -> first;
                        case FORWARDS -> !first;
                        case DECIDES -> true;
                    },
                    "who receives is the start of a review, and who forwards has received");
        }
    }

    private static void require(boolean fits, String rule) {
        if (!fits) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Takes away again and again those that nobody left forwards to; who goes in a circle is left. */
    private static boolean isCircular(Set<String> bodies, List<Step> steps) {
        Set<String> left = new HashSet<>(bodies);
        while (left.removeIf(
                body -> steps.stream().noneMatch(step -> step.to().equals(body) && left.contains(step.from())))) {
            // until nobody is taken away any more
        }
        return !left.isEmpty();
    }

    /** What a body does with a record. */
    public enum Role {
        /** Gets it from the center, and passes it on. */
        @JsonProperty("receives")
        RECEIVES,
        /** Gets it from another body, and passes it on. */
        @JsonProperty("forwards")
        FORWARDS,
        @JsonProperty("decides")
        DECIDES
    }

    /** @param id stable, as receipts name it */
    public record Body(String id, String zh, String en, Role role) {
        public Body {
            require(
                    !id.isEmpty()
                            && id.length() <= 64
                            && id.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')),
                    "the id of a body is of small letters, digits and hyphens");
            require(!zh.isBlank() && !en.isBlank(), "a body has a name in both languages");
        }
    }

    public record Step(String from, String to) {}

    /** What a body has done with a record. */
    public enum Outcome {
        FORWARDED,
        RETURNED,
        ACCEPTED
    }

    public Optional<Body> body(String id) {
        return bodies.stream().filter(body -> body.id().equals(id)).findFirst();
    }

    /** Whether it is for this body to say so, and for a receipt of this stage to say it. */
    public boolean allows(Body body, Outcome outcome, ReceiptStage stage) {
        return switch (outcome) {
            case FORWARDED -> stage == ReceiptStage.ACCEPTED && body.role() != Role.DECIDES;
            case RETURNED -> stage == ReceiptStage.REJECTED && mayReturn.contains(body.id());
            case ACCEPTED -> stage == ReceiptStage.STORED && body.role() == Role.DECIDES;
        };
    }
}
