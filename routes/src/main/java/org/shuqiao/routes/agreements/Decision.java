package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;

/** What the agreements say about one transfer, with everything that was considered. */
public sealed interface Decision {
    /** Every agreement between the two parties, by id and version. */
    List<Considered> considered();

    /**
     * One agreement and how far it got.
     *
     * @param inForce whether it was active and within its term
     * @param trail the steps that were taken, the last of those on permission being the first that failed
     * @param reason of the step that failed; null where every step passed
     */
    record Considered(Agreement agreement, boolean inForce, List<Step> trail, @Nullable ReasonCode reason) {
        private Considered with(Step step) {
            List<Step> longer = new ArrayList<>(trail);
            longer.add(step);
            return new Considered(agreement, inForce, List.copyOf(longer), reason == null ? step.reason() : reason);
        }

        int stepsPassed() {
            return (int) trail.stream().filter(step -> step.reason() == null).count();
        }
    }

    /**
     * One step with the values that it compared.
     *
     * @param asked null where the question names none
     * @param agreed null where the agreement sets no limit
     * @param reason null where the step passed
     */
    record Step(String name, @Nullable Object asked, @Nullable Object agreed, @Nullable ReasonCode reason) {}

    /**
     * Allowed, on these terms.
     *
     * @param agreements all that bind it, at least one, by id
     */
    record Permit(List<Agreement> agreements, Terms terms, List<Considered> considered) implements Decision {
        /** With a step that was decided beside the order of one agreement, in the trail of each that binds it. */
        public Permit with(Step step) {
            return new Permit(
                    agreements,
                    terms,
                    considered.stream()
                            .map(one -> agreements.contains(one.agreement()) ? one.with(step) : one)
                            .toList());
        }

        /** The first of those that bind it, under which it is filed. */
        public Agreement agreement() {
            return agreements.get(0);
        }

        /** Whether it is only what agreements permit beyond their end, by revocation or otherwise: a take-down. */
        public boolean isAfterRevocation() {
            return considered.stream()
                    .anyMatch(one -> !one.inForce()
                            && one.agreement().id().equals(agreement().id())
                            && one.agreement().version() == agreement().version());
        }
    }

    /** @param spokesman the agreement that gave the reason; null where there was no candidate */
    record Denial(ReasonCode reason, @Nullable Agreement spokesman, List<Considered> considered) implements Decision {}
}
