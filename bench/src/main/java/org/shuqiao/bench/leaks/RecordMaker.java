package org.shuqiao.bench.leaks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.bench.leaks.PlantedRecord.Planted;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes records, the same ones for the same seed: the samples of their datasets with texts, and perhaps a secret, of their own. Thread-safe. */
final class RecordMaker {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TRIES = 40;
    private static final int USUAL_CHARACTERS = 160;
    private static final List<String> BEFORE = List.of("，联系", "（", "：", "，详见", "、", "，编号", " ");
    private static final List<String> BEHIND = List.of("）", "，", "。", "；", "", "，请知悉。");

    private record Cell(SecretKind kind, Disguise disguise) {}

    private final long seed;
    private final Secrets secrets;
    private final Map<String, ObjectNode> samples = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();

    RecordMaker(long seed, Datasets datasets, Vocabulary vocabulary) {
        this.seed = seed;
        this.secrets = new Secrets(vocabulary);
        for (Place place : Place.TEXTS) {
            byte[] sample = datasets.find(place.dataset())
                    .orElseThrow()
                    .samples()
                    .get(0)
                    .bytes();
            samples.put(place.dataset(), (ObjectNode) JSON.readTree(sample));
        }
        for (SecretKind kind : SecretKind.values()) {
            for (Disguise disguise : Disguise.all()) {
                if (disguise.fits(kind) && hidden(new Cell(kind, disguise), Dice.of(seed, -1)) != null) {
                    cells.add(new Cell(kind, disguise));
                }
            }
        }
    }

    private record Hidden(Secret secret, String written) {}

    /** @return null where this disguise changes nothing about such secrets */
    private @Nullable Hidden hidden(Cell cell, Dice dice) {
        for (int i = 0; i < TRIES; i++) {
            Secret secret = secrets.make(cell.kind(), dice);
            String written = cell.disguise().of(secret, dice);
            // Without its word in front a number is split, or it would be none.
            boolean asItIs = cell.disguise() == Disguise.PLAIN
                    || (cell.disguise() == Disguise.SPLIT && secret.core().equals(secret.text()));
            if (asItIs || !written.equals(secret.text())) {
                return new Hidden(secret, written);
            }
        }
        return null;
    }

    PlantedRecord clean(long number) {
        Dice dice = Dice.of(seed ^ 1, number);
        String dataset = dice.one(Place.TEXTS).dataset();
        return new PlantedRecord(dataset, JSON.writeValueAsBytes(record(dataset, "C" + number, dice)), null);
    }

    /** Every kind in every disguise that fits it, one after the other. */
    PlantedRecord planted(long number) {
        Dice dice = Dice.of(seed, number);
        Cell cell = cells.get((int) (number % cells.size()));
        Hidden hidden = hidden(cell, dice);
        if (hidden == null) {
            throw new IllegalStateException("nothing to hide in " + cell);
        }
        boolean split = cell.disguise() == Disguise.SPLIT;
        Place place = dice.one(Place.TEXTS.stream()
                .filter(one -> one.characters() >= hidden.written().length() + 8 && !(split && one.next() == null))
                .toList());
        ObjectNode record = record(place.dataset(), "P" + number, dice);
        if (split) {
            int at = dice.between(3, hidden.written().length() - 3);
            put(
                    record,
                    place.source(),
                    fitted(dice, place.characters(), hidden.written().substring(0, at), ""));
            put(record, next(place), hidden.written().substring(at) + dice.one(BEHIND));
        } else {
            put(record, place.source(), fitted(dice, place.characters(), hidden.written(), dice.one(BEHIND)));
        }
        return new PlantedRecord(
                place.dataset(),
                JSON.writeValueAsBytes(record),
                new Planted(hidden.secret(), cell.disguise(), place, hidden.written()));
    }

    private static String next(Place place) {
        return Objects.requireNonNull(place.next());
    }

    /** With as much in front of it and behind it as there is room. */
    private static String fitted(Dice dice, int characters, String written, String behind) {
        int room = Math.min(USUAL_CHARACTERS, characters - written.length() - behind.length() - 4);
        String before = room < 20 ? "" : new Sentences(dice).paragraph(room / 2) + dice.one(BEFORE);
        String text = before + written + behind;
        int left = characters - text.length();
        return left < 40 || behind.isEmpty()
                ? text
                : text + new Sentences(dice).paragraph(Math.min(left, USUAL_CHARACTERS));
    }

    private ObjectNode record(String dataset, String number, Dice dice) {
        ObjectNode record = Objects.requireNonNull(samples.get(dataset)).deepCopy();
        record.put("record_id", "LK-" + number);
        for (Place place : Place.TEXTS) {
            if (place.dataset().equals(dataset)) {
                Sentences sentences = new Sentences(dice);
                put(
                        record,
                        place.source(),
                        place.characters() <= 100
                                ? sentences.title()
                                : sentences.paragraph(Math.min(place.characters(), 2 * USUAL_CHARACTERS)));
            }
        }
        return record;
    }

    private static void put(ObjectNode record, String source, String text) {
        String pointer = Place.pointer(source);
        int last = pointer.lastIndexOf('/');
        JsonNode parent = record.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), text);
        } else if (parent instanceof ObjectNode object) {
            object.put(name, text);
        } else {
            throw new IllegalStateException("a sample without " + source);
        }
    }
}
