package org.shuqiao.mappings.agreements;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.agreements.AgreementDifference.Kind;
import tools.jackson.databind.JsonNode;

/** The words of {@link AgreementDiff} in both languages, from {@code messages/differences.json}. */
final class DifferenceWords {
    private final JsonNode words = Resources.json("messages/differences.json");
    private final TermWords values = new TermWords();

    Phrase term(String pointer) {
        return phrase("terms", pointer);
    }

    /** A dataset as a permission of its own. */
    Phrase dataset(String id) {
        return phrase("places", "permission").with("{dataset}", new Phrase(id, id));
    }

    Phrase inDataset(String id) {
        return phrase("places", "dataset").with("{dataset}", new Phrase(id, id));
    }

    Phrase field(String dataset, Phrase name, String path) {
        return phrase("places", "field")
                .with("{dataset}", new Phrase(dataset, dataset))
                .with("{path}", new Phrase(path, path))
                .with("{field}", name);
    }

    Phrase sentence(String pointer, Kind kind, Phrase what, @Nullable JsonNode before, @Nullable JsonNode after) {
        // Sections of industries have the letters of classes.
        boolean ofClass = pointer.endsWith("/class") || pointer.endsWith("/class_ceiling_after_masking");
        return phrase("sentences", kind.name())
                .with("{what}", what)
                .with("{before}", ofClass ? fieldClass(before) : value(before))
                .with("{after}", ofClass ? fieldClass(after) : value(after));
    }

    private Phrase fieldClass(@Nullable JsonNode value) {
        return value == null ? value(null) : phrase("classes", value.asString(""));
    }

    private Phrase value(@Nullable JsonNode value) {
        if (value == null) {
            return phrase("values", "nothing");
        }
        if (value.isObject()) {
            return object(value);
        }
        if (value.isArray()) {
            String all = StreamSupport.stream(value.spliterator(), false)
                    .map(one -> one.asString(""))
                    .collect(Collectors.joining(", "));
            return value.isEmpty() ? phrase("values", "none") : new Phrase(all, all);
        }
        return values.of(value.asString(""));
    }

    /** The parts that are there and have words: a permission, a field, a prohibition; a window is said in words of its own. */
    private Phrase object(JsonNode object) {
        if (object.has("cron")) {
            return values.window(
                    object.path("cron").asString(""), object.path("tz").asString(""));
        }
        Phrase whole = Phrase.NONE;
        for (String member : List.of("transform", "action", "dataset", "field")) {
            JsonNode part = object.path(member);
            if (part.isString()) {
                Phrase said = value(part);
                whole = whole.equals(Phrase.NONE)
                        ? said
                        : new Phrase(whole.zh() + "，" + said.zh(), whole.en() + ", " + said.en());
            }
        }
        return whole;
    }

    private Phrase phrase(String group, String key) {
        JsonNode text = words.required(group).path(key);
        if (text.isMissingNode()) {
            throw new IllegalStateException("no words for " + key);
        }
        return new Phrase(text.required("zh").stringValue(), text.required("en").stringValue());
    }
}
