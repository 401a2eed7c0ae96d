package org.shuqiao.mappings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.WorkingDays.NoCalendar;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The day until which a change has to be reported is the one that the scheme's term leads to. A record need not name the day; one whose
 * scheme says 及时 (without delay) must not.
 */
record DueDate(JsonPointer due, List<Term> terms, WorkingDays calendar) implements CrossFieldRule {

    /**
     * A term of a scheme, in working days or in months; the other is zero.
     *
     * @param from where the day stands after which it runs
     * @param clause the article that sets it
     */
    record Term(String scheme, Set<String> types, JsonPointer from, int workingDays, int months, String clause) {

        static Term of(JsonNode json) {
            return new Term(
                    json.required("scheme").stringValue(),
                    Set.copyOf(CrossFieldRule.strings(json.required("type"))),
                    CrossFieldRule.pointer(json, "from"),
                    json.path("workingDays").asInt(0),
                    json.path("months").asInt(0),
                    json.required("clause").stringValue());
        }

        /** A month ends on the same day, or on the last one where the month has no such day. */
        LocalDate after(LocalDate start, WorkingDays calendar) {
            return months > 0 ? start.plusMonths(months) : calendar.plus(start, workingDays);
        }
    }

    static DueDate of(JsonNode json) {
        List<Term> terms = new ArrayList<>();
        json.required("terms").forEach(term -> terms.add(Term.of(term)));
        return new DueDate(CrossFieldRule.pointer(json, "due"), List.copyOf(terms), WorkingDays.load());
    }

    @Override
    public void check(JsonNode record, String rule, ViolationList violations) {
        JsonNode named = record.at(due);
        Term term = term(record);
        if (term == null) {
            if (named.isString()) {
                violations.add(due.toString(), "DUE_DATE_UNEXPECTED");
            }
            return;
        }
        JsonNode from = record.at(term.from());
        if (from.isMissingNode()) {
            violations.add(term.from().toString(), "TERM_START_REQUIRED", term.clause());
            return;
        }
        LocalDate start = date(from);
        if (start == null) {
            return;
        }
        try {
            LocalDate end = term.after(start, calendar);
            LocalDate day = date(named);
            if (day != null && !day.equals(end)) {
                violations.add(due.toString(), rule, term.clause());
            }
        } catch (NoCalendar missing) {
            violations.add(due.toString(), "NO_WORKING_DAYS", term.clause());
        }
    }

    private @Nullable Term term(JsonNode record) {
        String scheme = record.path("scheme").asString("");
        String type = record.path("type").asString("");
        return terms.stream()
                .filter(term -> term.scheme().equals(scheme) && term.types().contains(type))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable LocalDate date(JsonNode text) {
        return text.isString() && CalendarText.isDate(text.stringValue()) ? LocalDate.parse(text.stringValue()) : null;
    }
}
