package org.shuqiao.mappings.platforms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.Scalars;
import org.shuqiao.mappings.Units;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** From a value as we write it to a value as a platform writes it. */
sealed interface Converter {

    /** @return null if the value is not of the kind it converts; missing where nothing of it is left */
    @Nullable JsonNode convert(JsonNode value);

    /**
     * @param tables the mapping's code tables
     * @param path for the refusal
     */
    static Converter of(JsonNode json, JsonNode tables, String path) {
        if (json.size() != 1) {
            throw new MappingRefused(Reason.UNKNOWN_CONVERTER, path);
        }
        Map.Entry<String, JsonNode> entry = json.properties().iterator().next();
        JsonNode argument = entry.getValue();
        return switch (entry.getKey()) {
            case "table" -> Table.of(tables.path(argument.asString()), path);
            case "date" -> Date.of(argument.asString(), path);
            case "number" ->
                new Scaled(
                        argument.required("factor").decimalValue(),
                        argument.required("digits").intValue());
            case "unit" -> unit(argument, path);
            case "split" ->
                new Split(
                        argument.required("by").stringValue(),
                        argument.required("index").intValue());
            case "text" -> new Text(argument.path("suffix").asString(""));
            default -> throw new MappingRefused(Reason.UNKNOWN_CONVERTER, path);
        };
    }

    private static Scaled unit(JsonNode json, String path) {
        String from = json.required("from").stringValue();
        String to = json.required("to").stringValue();
        BigDecimal factor = Units.load().factor(from, to);
        if (factor == null) {
            throw new MappingRefused(Reason.UNKNOWN_CONVERTER, path, from + " is no multiple or part of " + to);
        }
        return new Scaled(factor, json.required("digits").intValue());
    }

    /** Our code to the platform's. */
    record Table(Map<String, String> codes) implements Converter {

        static Table of(JsonNode json, String path) {
            if (!json.isObject()) {
                throw new MappingRefused(Reason.UNKNOWN_TABLE, path);
            }
            Map<String, String> codes = new HashMap<>();
            json.properties()
                    .forEach(code -> codes.put(code.getKey(), code.getValue().stringValue()));
            return new Table(Map.copyOf(codes));
        }

        @Override
        public @Nullable JsonNode convert(JsonNode value) {
            String code = codes.get(Scalars.text(value));
            return code == null ? null : StringNode.valueOf(code);
        }
    }

    /** A date, date-time or month (its first day) in the platform's pattern; local time of China on both sides. */
    record Date(DateTimeFormatter pattern) implements Converter {

        static Date of(String pattern, String path) {
            try {
                return new Date(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new MappingRefused(Reason.UNKNOWN_CONVERTER, path);
            }
        }

        @Override
        public @Nullable JsonNode convert(JsonNode value) {
            String text = value.asString("");
            String month = CalendarText.month(text);
            LocalDateTime time =
                    text.length() == 7 && month != null ? CalendarText.local(month + "-01") : CalendarText.local(text);
            try {
                return time == null ? null : StringNode.valueOf(pattern.format(time));
            } catch (DateTimeException e) {
                return null;
            }
        }
    }

    /** Another unit: multiplied, then rounded half-even to a number of decimals. */
    record Scaled(BigDecimal factor, int digits) implements Converter {
        private static final int MOST_DIGITS = 10;

        public Scaled {
            if (digits < 0 || digits > MOST_DIGITS) {
                throw new IllegalArgumentException("decimals");
            }
        }

        @Override
        public @Nullable JsonNode convert(JsonNode value) {
            return value.isNumber()
                    ? JsonNodeFactory.instance.numberNode(
                            value.decimalValue().multiply(factor).setScale(digits, RoundingMode.HALF_EVEN))
                    : null;
        }
    }

    /** A scalar as text, with its unit behind it. */
    record Text(String suffix) implements Converter {
        @Override
        public JsonNode convert(JsonNode value) {
            return StringNode.valueOf(Scalars.text(value) + suffix);
        }
    }

    /** One of the parts of a text, counted from 0; nothing where it has not so many, or this one is empty. */
    record Split(String by, int index) implements Converter {

        public Split {
            if (by.isEmpty() || index < 0) {
                throw new IllegalArgumentException("a text is split by something into parts from 0");
            }
        }

        @Override
        public @Nullable JsonNode convert(JsonNode value) {
            if (!value.isString()) {
                return null;
            }
            String text = value.stringValue();
            int from = 0;
            for (int i = 0; i < index; i++) {
                int end = text.indexOf(by, from);
                if (end < 0) {
                    return MissingNode.getInstance();
                }
                from = end + by.length();
            }
            int end = text.indexOf(by, from);
            String part = text.substring(from, end < 0 ? text.length() : end);
            return part.isEmpty() ? MissingNode.getInstance() : StringNode.valueOf(part);
        }
    }
}
