package org.shuqiao.gateway.console.center;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.mappings.FieldKind;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Records in words, for whom they are no form. */
@Component
final class RecordWords {
    private final CodeTables codes = new CodeTables();
    private final CenterDesk desk;
    private final Shown shown;
    private final MessageSource words;

    RecordWords(CenterDesk desk, Shown shown, MessageSource words) {
        this.desk = desk;
        this.shown = shown;
        this.words = words;
    }

    /** One value of a record, with what it is called and means. */
    record Said(String label, String value) {}

    /** Every value of a record, in the order of its dataset. */
    List<Said> said(String dataset, JsonNode record, Locale locale) {
        RecordShape shape = desk.shape(dataset);
        List<Said> said = new ArrayList<>();
        if (shape != null) {
            say(shape.root(), record, locale, said);
        }
        return said;
    }

    /** What each value of a record is called, by the path of its field. */
    BiFunction<String, JsonNode, String> words(RecordShape shape, Locale locale) {
        Map<String, Part.Leaf> leaves = shape.root().leaves().collect(Collectors.toMap(Part.Leaf::path, leaf -> leaf));
        return (path, value) -> {
            Part.Leaf leaf = leaves.get(path);
            return leaf == null ? RecordWriter.text(value) : word(leaf, value, locale);
        };
    }

    /** A value as a person reads it: a code by its label, a time by the clock of the country. */
    private String word(Part.Leaf leaf, JsonNode value, Locale locale) {
        if (value.isBoolean()) {
            return words.getMessage(value.asBoolean() ? "center.yes" : "center.no", null, locale);
        }
        String text = RecordWriter.text(value);
        return leaf.field().kind() == FieldKind.DATE_TIME
                ? time(text)
                : codes.word(leaf, text, Names.isChinese(locale));
    }

    private String time(String text) {
        try {
            return shown.time(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException asItIs) {
            return text;
        }
    }

    private void say(Part part, JsonNode value, Locale locale, List<Said> said) {
        if (value.isMissingNode() || value.isNull() || RecordShape.KNOWN.contains(part.path())) {
            return;
        }
        if (part instanceof Part.Group group) {
            group.parts().forEach(member -> say(member, value.path(member.name()), locale, said));
        } else if (part instanceof Part.Rows rows) {
            value.forEach(row -> say(rows.element(), row, locale, said));
        } else if (part instanceof Part.Lines lines) {
            value.forEach(line -> say(lines.element(), line, locale, said));
        } else if (part instanceof Part.Leaf leaf) {
            said.add(new Said(part.label(Names.isChinese(locale)), word(leaf, value, locale)));
        }
    }
}
