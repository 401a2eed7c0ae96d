package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shuqiao.gateway.BeforeAfter;
import org.shuqiao.gateway.PreviewController.Preview;
import org.shuqiao.gateway.console.Names;
import tools.jackson.databind.JsonNode;

/**
 * What one platform would get of a record, for a person who is about to send it.
 *
 * @param goes whether it would be sent at once
 * @param reason in words why it would not, or not yet; empty where it would
 * @param leaving fields of which something leaves, {@code staying} those of which nothing does
 */
record PreviewView(
        String platform, String state, boolean goes, String reason, List<Change> leaving, List<Change> staying) {

    /**
     * @param fate KEPT, MASKED, STRIPPED or UNMAPPED
     * @param before what was filled in, {@code after} what leaves; as texts
     */
    record Change(String label, String fate, String before, String after) {}

    static List<PreviewView> of(List<Preview> previews, Names names, Locale locale) {
        return previews.stream().map(preview -> of(preview, names, locale)).toList();
    }

    private static PreviewView of(Preview preview, Names names, Locale locale) {
        List<Change> changes = preview.changes().stream()
                .map(change -> change(change, Names.isChinese(locale)))
                .toList();
        return new PreviewView(
                names.platform(preview.platform()),
                preview.state(),
                preview.state().equals("READY"),
                preview.reasonText(),
                changes.stream().filter(change -> !change.after().isEmpty()).toList(),
                changes.stream().filter(change -> change.after().isEmpty()).toList());
    }

    private static Change change(BeforeAfter change, boolean chinese) {
        return new Change(
                chinese ? change.zh() : change.en(),
                change.fate(),
                texts(change.before(), chinese),
                texts(change.after(), chinese));
    }

    private static String texts(List<JsonNode> values, boolean chinese) {
        return values.stream().map(RecordWriter::text).collect(Collectors.joining(chinese ? "；" : "; "));
    }
}
