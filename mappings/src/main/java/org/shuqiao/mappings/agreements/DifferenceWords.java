package org.shuqiao.mappings.agreements;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.agreements.AgreementDifference.Kind;
import tools.jackson.databind.JsonNode;

/** The words of {@link AgreementDiff} in both languages, from {@code messages/differences.json}. */
final class DifferenceWords {
    private final JsonNode words = Resources.json("messages/differences.json");
    private final TermWords values = new TermWords();
    private final Datasets datasets;

    DifferenceWords(Datasets datasets) {
        this.datasets = datasets;
    }

    Phrase term(String pointer) {
        return phrase("terms", pointer);
    }

    /** A dataset as a permission of its own. */
    Phrase dataset(String id) {
        return phrase("places", "permission").with("{dataset}", title(id)).with("{id}", new Phrase(id, id));
    }

    Phrase inDataset(String id) {
        return phrase("places", "dataset").with("{dataset}", title(id));
    }

    Phrase field(String dataset, String path) {
        Phrase itself = new Phrase(path, path);
        Phrase name = datasets.find(dataset)
                .flatMap(known -> known.field(path))
                .map(known -> new Phrase(known.zh(), known.en()))
                .orElse(itself);
        return phrase("places", "field")
                .with("{dataset}", title(dataset))
                .with("{path}", itself)
                .with("{field}", name);
    }

    private Phrase title(String dataset) {
        return datasets.find(dataset)
                .map(known -> new Phrase(known.zh(), known.en()))
                .orElse(new Phrase(dataset, dataset));
    }

    Phrase sentence(String pointer, Kind kind, Phrase what, @Nullable JsonNode before, @Nullable JsonNode after) {
        // Sections of industries have the letters of classes.
        boolean ofClass = pointer.endsWith("/class") || pointer.endsWith("/class_ceiling_after_masking");
        return phrase("sentences", kind.name())
                .with("{what}", what)
                .with("{before}", ofClass ? fieldClass(before) : value(pointer, before))
                .with("{after}", ofClass ? fieldClass(after) : value(pointer, after));
    }

    private Phrase fieldClass(@Nullable JsonNode value) {
        return value == null ? phrase("values", "nothing") : phrase("classes", value.asString(""));
    }

    private Phrase value(String pointer, @Nullable JsonNode value) {
        if (value == null) {
            return phrase("values", "nothing");
        }
        if (value.isObject()) {
            return object(value);
        }
        if (value.isArray()) {
            return value.valueStream()
                    .map(one -> one(pointer, one.asString("")))
                    .reduce((all, one) -> new Phrase(all.zh() + "、" + one.zh(), all.en() + ", " + one.en()))
                    .orElseGet(() -> phrase("values", "none"));
        }
        return one(pointer, value.asString(""));
    }

    private Phrase one(String pointer, String value) {
        if (pointer.contains("/scope/regions")) {
            return coded(value, values.region(value));
        }
        if (pointer.contains("/scope/industries")) {
            return coded(value, values.industry(value));
        }
        return pointer.endsWith("/dataset") ? title(value) : values.of(value);
    }

    /** A region or an industry goes by both, since codes may stand for all that begin like them. */
    private static Phrase coded(String code, Phrase label) {
        return label.zh().equals(code)
                ? label
                : new Phrase(code + "（" + label.zh() + "）", code + " (" + label.en() + ")");
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
                Phrase said = one("/" + member, part.stringValue());
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
