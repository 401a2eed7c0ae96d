package org.shuqiao.mappings;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A rule over more than one field, from {@code datasets/<id>/rules.json}. A rule says nothing about fields that are absent, null or of
 * the wrong type: other rules do.
 */
interface CrossFieldRule {

    void check(JsonNode record, String rule, ViolationList violations);

    /** A rule with the id it reports. */
    record Named(String rule, CrossFieldRule check) {

        static Named of(JsonNode json) {
            return new Named(json.required("rule").stringValue(), CrossFieldRule.of(json));
        }

        void check(JsonNode record, ViolationList violations) {
            check.check(record, rule, violations);
        }
    }

    private static CrossFieldRule of(JsonNode json) {
        String check = json.required("check").stringValue();
        return switch (check) {
            case "not-before" ->
                new NotBefore(pointer(json, "later"), pointer(json, "earlier"), pointer(json, "later"));
            case "not-before-when" ->
                new When(
                        pointer(json, "field"),
                        json.required("equals").stringValue(),
                        new NotBefore(pointer(json, "later"), pointer(json, "earlier"), pointer(json, "at")));
            case "not-less" -> new NotLess(pointer(json, "greater"), pointer(json, "smaller"));
            case "days-within" -> new DaysWithin(pointer(json, "days"), pointer(json, "from"), pointer(json, "to"));
            case "required-when" ->
                new When(
                        pointer(json, "field"),
                        json.required("equals").stringValue(),
                        new Present(strings(json.required("requires"))));
            case "sum-within" ->
                new SumWithin(pointer(json, "array"), json.required("member").stringValue(), pointer(json, "limit"));
            case "unique" -> new Unique(pointer(json, "array"), strings(json.required("by")));
            case "allowed-when" -> AllowedWhen.of(json);
            case "level-of-score" ->
                new When(pointer(json, "field"), json.required("equals").stringValue(), LevelOfScore.of(json));
            case "converted" -> Converted.of(json);
            case "due-date" -> DueDate.of(json);
            default -> new FromAbove(RecordCheck.named(check));
        };
    }

    static JsonPointer pointer(JsonNode json, String member) {
        return JsonPointer.compile(json.required(member).stringValue());
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.stringValue()));
        return List.copyOf(strings);
    }

    /** A check that knows its own rules. */
    record FromAbove(RecordCheck check) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            check.check(record, violations);
        }
    }

    /** Another check, but only for records in which a field has one value. */
    record When(JsonPointer field, String value, CrossFieldRule then) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            if (value.equals(record.at(field).asString(""))) {
                then.check(record, rule, violations);
            }
        }
    }

    /**
     * One date or time does not lie before another; a date is its midnight, a month its first day.
     *
     * @param at the field that is told to be wrong: the one that its author would change
     */
    record NotBefore(JsonPointer later, JsonPointer earlier, JsonPointer at) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            LocalDateTime end = time(record, later);
            LocalDateTime start = time(record, earlier);
            if (end != null && start != null && end.isBefore(start)) {
                violations.add(at.toString(), rule);
            }
        }
    }

    record NotLess(JsonPointer greater, JsonPointer smaller) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            BigDecimal more = number(record, greater);
            BigDecimal less = number(record, smaller);
            if (more != null && less != null && more.compareTo(less) < 0) {
                violations.add(greater.toString(), rule);
            }
        }
    }

    /** A number of days fits between two times, both days counted. */
    record DaysWithin(JsonPointer days, JsonPointer from, JsonPointer to) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            BigDecimal count = number(record, days);
            LocalDateTime start = time(record, from);
            LocalDateTime end = time(record, to);
            if (count != null && start != null && end != null && !end.isBefore(start)) {
                long calendarDays = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate()) + 1;
                if (count.compareTo(BigDecimal.valueOf(calendarDays)) > 0) {
                    violations.add(days.toString(), rule);
                }
            }
        }
    }

    record Present(List<String> pointers) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            for (String pointer : pointers) {
                JsonNode value = record.at(pointer);
                if (value.isMissingNode() || value.isNull()) {
                    violations.add(pointer, rule);
                }
            }
        }
    }

    /** What the elements have in one member does not add up to more than a field of the record. */
    record SumWithin(JsonPointer array, String member, JsonPointer limit) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            BigDecimal most = number(record, limit);
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode element : record.at(array)) {
                JsonNode value = element.path(member);
                sum = value.isNumber() ? sum.add(value.decimalValue()) : sum;
            }
            if (most != null && sum.compareTo(most) > 0) {
                violations.add(array.toString(), rule);
            }
        }
    }

    /** No two elements agree in all named members. */
    record Unique(JsonPointer array, List<String> by) implements CrossFieldRule {
        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            Set<List<JsonNode>> seen = new HashSet<>();
            int index = 0;
            for (JsonNode element : record.at(array)) {
                List<JsonNode> key = new ArrayList<>(by.size());
                by.forEach(member -> key.add(element.path(member)));
                if (!seen.add(key)) {
                    violations.add(array + "/" + index, rule);
                }
                index++;
            }
        }
    }

    /** The value of one field decides which values another may have; the other path may run through one array. */
    record AllowedWhen(
            JsonPointer field, JsonPointer head, @Nullable JsonPointer tail, Map<String, Set<String>> allowed)
            implements CrossFieldRule {

        static AllowedWhen of(JsonNode json) {
            String value = json.required("value").stringValue();
            int star = value.indexOf("/*");
            Map<String, Set<String>> allowed = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.required("allowed").properties()) {
                allowed.put(entry.getKey(), Set.copyOf(strings(entry.getValue())));
            }
            return new AllowedWhen(
                    pointer(json, "field"),
                    JsonPointer.compile(star < 0 ? value : value.substring(0, star)),
                    star < 0 ? null : JsonPointer.compile(value.substring(star + 2)),
                    Map.copyOf(allowed));
        }

        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            Set<String> values = allowed.get(record.at(field).asString(""));
            if (values == null) {
                return;
            }
            if (tail == null) {
                check(record.at(head), values, head.toString(), rule, violations);
                return;
            }
            int index = 0;
            for (JsonNode element : record.at(head)) {
                check(element.at(tail), values, head + "/" + index + tail, rule, violations);
                index++;
            }
        }

        private static void check(
                JsonNode value, Set<String> values, String pointer, String rule, ViolationList violations) {
            if ((value.isString() || value.isNumber()) && !values.contains(Scalars.text(value))) {
                violations.add(pointer, rule);
            }
        }
    }

    /** A level follows from a score by lower bounds, each included: 工信厅企业〔2022〕32号 lets the bounds overlap, we close them on the left. */
    record LevelOfScore(JsonPointer level, JsonPointer score, List<BigDecimal> from) implements CrossFieldRule {

        static LevelOfScore of(JsonNode json) {
            List<BigDecimal> from = new ArrayList<>();
            json.required("from").forEach(bound -> from.add(bound.decimalValue()));
            return new LevelOfScore(pointer(json, "level"), pointer(json, "score"), List.copyOf(from));
        }

        @Override
        public void check(JsonNode record, String rule, ViolationList violations) {
            BigDecimal points = number(record, score);
            BigDecimal given = number(record, level);
            if (points == null || given == null) {
                return;
            }
            long reached =
                    from.stream().filter(bound -> points.compareTo(bound) >= 0).count();
            if (given.compareTo(BigDecimal.valueOf(reached)) != 0) {
                violations.add(level.toString(), rule);
            }
        }
    }

    private static @Nullable BigDecimal number(JsonNode record, JsonPointer at) {
        JsonNode value = record.at(at);
        return value.isNumber() ? value.decimalValue() : null;
    }

    private static @Nullable LocalDateTime time(JsonNode record, JsonPointer at) {
        JsonNode value = record.at(at);
        if (!value.isString()) {
            return null;
        }
        String text = value.stringValue();
        return CalendarText.local(CalendarText.isMonth(text) ? text + "-01" : text);
    }
}
