package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuqiao.gateway.BeforeAfter;
import org.shuqiao.gateway.PreviewController.Preview;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uncovered;
import tools.jackson.databind.JsonNode;

/**
 * What one platform would get of a record, for a person who is about to send it.
 *
 * @param goes whether it would be sent at once
 * @param reason in words why it would not, or not yet; empty where it would
 * @param leaving fields of which something leaves, {@code staying} those of which nothing does
 */
record PreviewView(
        String platform,
        String state,
        Standing standing,
        boolean goes,
        String reason,
        List<Change> leaving,
        List<Change> staying) {

    /**
     * @param fate KEPT, MASKED, STRIPPED or UNMAPPED
     * @param before what was filled in, {@code after} what leaves; as texts
     */
    record Change(String label, String fate, String before, String after) {}

    /** @param words what a value of the record is called, by the path of its field */
    static List<PreviewView> of(
            List<Preview> previews, BiFunction<String, JsonNode, String> words, Names names, Locale locale) {
        return previews.stream()
                .map(preview -> of(preview, words, names, locale))
                .toList();
    }

    private static PreviewView of(
            Preview preview, BiFunction<String, JsonNode, String> words, Names names, Locale locale) {
        boolean uncovered = Uncovered.is(TransferState.valueOf(preview.state()), preview.reason());
        String state = uncovered ? SubmissionRow.UNCOVERED : preview.state();
        boolean goes = state.equals("READY");
        List<Change> changes = preview.changes().stream()
                .map(change -> change(change, words, Names.isChinese(locale)))
                .toList();
        return new PreviewView(
                names.platform(preview.platform()),
                state,
                goes ? Standing.GOOD : Standing.of(state),
                goes,
                preview.reasonText(),
                changes.stream().filter(change -> !change.after().isEmpty()).toList(),
                changes.stream().filter(change -> change.after().isEmpty()).toList());
    }

    private static Change change(BeforeAfter change, BiFunction<String, JsonNode, String> words, boolean chinese) {
        return new Change(
                chinese ? change.zh() : change.en(),
                change.fate(),
                texts(change.before(), value -> words.apply(change.path(), value), chinese),
                texts(change.after(), RecordWriter::text, chinese));
    }

    private static String texts(List<JsonNode> values, Function<JsonNode, String> word, boolean chinese) {
        return values.stream().map(word).collect(Collectors.joining(chinese ? "；" : "; "));
    }
}
