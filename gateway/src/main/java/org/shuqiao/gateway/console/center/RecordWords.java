package org.shuqiao.gateway.console.center;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.mappings.FieldKind;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Records in words, for whom they are no form. */
@Component
final class RecordWords {
    private final CodeTables codes = new CodeTables();
    private final CenterDesk desk;
    private final Shown shown;

    RecordWords(CenterDesk desk, Shown shown) {
        this.desk = desk;
        this.shown = shown;
    }

    /** One value of a record, with what it is called and means. */
    record Said(String label, String value) {}

    /** Every value of a record, in the order of its dataset. */
    List<Said> said(String dataset, JsonNode record, Locale locale) {
        RecordShape shape = desk.shape(dataset);
        List<Said> said = new ArrayList<>();
        if (shape != null) {
            say(shape.root(), record, Names.isChinese(locale), said);
        }
        return said;
    }

    private void say(Part part, JsonNode value, boolean chinese, List<Said> said) {
        if (value.isMissingNode() || value.isNull() || RecordShape.KNOWN.contains(part.path())) {
            return;
        }
        if (part instanceof Part.Group group) {
            group.parts().forEach(member -> say(member, value.path(member.name()), chinese, said));
        } else if (part instanceof Part.Rows rows) {
            value.forEach(row -> say(rows.element(), row, chinese, said));
        } else if (part instanceof Part.Lines lines) {
            value.forEach(line -> say(lines.element(), line, chinese, said));
        } else if (part instanceof Part.Leaf leaf) {
            String text = RecordWriter.text(value);
            String word = leaf.field().kind() == FieldKind.DATE_TIME ? moment(text) : codes.word(leaf, text, chinese);
            said.add(new Said(part.label(chinese), word));
        }
    }

    private String moment(String text) {
        try {
            return shown.time(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException other) {
            return text;
        }
    }
}
