package org.shuqiao.bench.leaks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuqiao.bench.leaks.Journey.Arrival;
import org.shuqiao.bench.leaks.PlantedRecord.Planted;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.residue.Residue;

/** What was found and what was not. Not thread-safe; those of several threads are added up. */
final class Results {
    /** Enough to see what is wrong. */
    private static final int MOST_SHOWN = 200;

    /** How many payloads a secret of one kind in one disguise stood in, and in how many it was found. */
    static final class Count {
        private long planted;
        private long found;

        long planted() {
            return planted;
        }

        long found() {
            return found;
        }

        double recall() {
            return planted == 0 ? 1 : (double) found / planted;
        }

        void add(Count other) {
            planted += other.planted;
            found += other.found;
        }
    }

    private final Map<SecretKind, Map<Disguise, Count>> recall = new EnumMap<>(SecretKind.class);
    private final List<String> shown = new ArrayList<>();
    private long plantedRecords;
    private long cleanRecords;
    private long falselyHeld;
    private long escaped;

    void planted(PlantedRecord record, List<Arrival> arrivals) {
        Planted planted = Objects.requireNonNull(record.planted());
        plantedRecords++;
        for (Arrival arrival : arrivals) {
            List<Span> spans = arrival.payload().spans().stream()
                    .filter(span -> isPlace(span, planted))
                    .toList();
            if (spans.size() < (planted.disguise() == Disguise.SPLIT ? 2 : 1)) {
                // A place that this platform never sees: nothing of it may be there on another way.
                escaped += holds(arrival, planted) ? 1 : 0;
                continue;
            }
            Count count = count(planted.secret().kind(), planted.disguise());
            count.planted++;
            if (arrival.residues().stream()
                    .anyMatch(residue -> spans.stream().anyMatch(span -> touch(span, residue)))) {
                count.found++;
            } else {
                show("missed " + planted.secret().kind().label() + " "
                        + planted.disguise().label() + " " + planted.place().source() + " " + planted.written());
            }
        }
    }

    private static boolean isPlace(Span span, Planted planted) {
        String next = planted.place().next();
        return span.isOf(planted.place().source())
                || (planted.disguise() == Disguise.SPLIT && next != null && span.isOf(next));
    }

    private static boolean touch(Span span, Residue residue) {
        return residue.offset() < span.offset() + span.length() && span.offset() < residue.offset() + residue.length();
    }

    private static boolean holds(Arrival arrival, Planted planted) {
        String payload = new String(arrival.payload().bytes(), StandardCharsets.UTF_8);
        return payload.contains(planted.written())
                || payload.contains(planted.secret().core());
    }

    void clean(List<Arrival> arrivals) {
        cleanRecords++;
        List<Residue> residues = arrivals.stream()
                .flatMap(arrival -> arrival.residues().stream())
                .toList();
        if (!residues.isEmpty()) {
            falselyHeld++;
            Arrival held = arrivals.stream()
                    .filter(one -> !one.residues().isEmpty())
                    .findFirst()
                    .orElseThrow();
            Residue first = held.residues().get(0);
            show("false " + first.kind() + " " + first.targetPath() + " "
                    + new String(held.payload().bytes(), first.offset(), first.length(), StandardCharsets.UTF_8));
        }
    }

    private void show(String line) {
        if (shown.size() < MOST_SHOWN) {
            shown.add(line.replace('\n', '⏎'));
        }
    }

    Count count(SecretKind kind, Disguise disguise) {
        return recall.computeIfAbsent(kind, k -> new EnumMap<>(Disguise.class))
                .computeIfAbsent(disguise, d -> new Count());
    }

    void add(Results other) {
        other.recall.forEach((kind, counts) ->
                counts.forEach((disguise, count) -> count(kind, disguise).add(count)));
        other.shown.forEach(this::show);
        plantedRecords += other.plantedRecords;
        cleanRecords += other.cleanRecords;
        falselyHeld += other.falselyHeld;
        escaped += other.escaped;
    }

    /** Of all kinds that are words, or are none, in one disguise or in all but it. */
    Count sum(boolean words, boolean plain) {
        Count sum = new Count();
        recall.forEach((kind, counts) -> counts.forEach((disguise, count) -> {
            if (kind.isWord() == words && (disguise == Disguise.PLAIN) == plain) {
                sum.add(count);
            }
        }));
        return sum;
    }

    Map<SecretKind, Map<Disguise, Count>> recall() {
        return recall;
    }

    List<String> shown() {
        return shown;
    }

    long plantedRecords() {
        return plantedRecords;
    }

    long cleanRecords() {
        return cleanRecords;
    }

    double falselyHeldShare() {
        return cleanRecords == 0 ? 0 : (double) falselyHeld / cleanRecords;
    }

    /** Payloads in which a secret stands although the platform may not see its field. */
    long escaped() {
        return escaped;
    }
}
