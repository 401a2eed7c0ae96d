package org.shuqiao.mappings.agreements;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.agreements.SendingWindow.Unit;
import tools.jackson.databind.JsonNode;

/** When an agreement lets data leave, in words instead of a line of cron. */
final class WindowWords {
    private final JsonNode words = Resources.json("messages/differences.json").required("window");

    /** @return the line itself where it cannot be read: such a window is never agreed, but may be drafted */
    Phrase of(String cron, String zone) {
        try {
            ZoneId place = ZoneId.of(zone);
            Phrase times = times(SendingWindow.parse(cron, place).limits());
            return word("in")
                    .with("{times}", times)
                    .with(
                            "{zone}",
                            new Phrase(
                                    place.getDisplayName(TextStyle.FULL, Locale.CHINESE),
                                    place.getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return same(cron + " " + zone);
        }
    }

    private Phrase times(Map<Unit, BitSet> limits) {
        List<Phrase> said = new ArrayList<>();
        limits.forEach((unit, numbers) -> {
            Phrase part = part(unit, numbers, limits);
            if (unit == Unit.WEEKDAY && limits.containsKey(Unit.DAY)) {
                Phrase days = said.remove(said.size() - 1);
                said.add(word("or").with("{one}", days).with("{other}", part));
            } else {
                said.add(part);
            }
        });
        return said.isEmpty() ? word("always") : all(said, word("then"));
    }

    private Phrase part(Unit unit, BitSet numbers, Map<Unit, BitSet> limits) {
        if (unit == Unit.HOUR && !limits.containsKey(Unit.MINUTE)) {
            return runs(numbers, hour -> same(hour + ":00"), hour -> same(hour + ":59"), true);
        }
        IntFunction<Phrase> name =
                unit == Unit.WEEKDAY ? day -> word("weekday" + day) : number -> same(Integer.toString(number));
        return word(unit.name()).with("{numbers}", runs(numbers, name, name, false));
    }

    /** @param alone whether a single number is a run, too */
    private Phrase runs(BitSet numbers, IntFunction<Phrase> first, IntFunction<Phrase> last, boolean alone) {
        List<Phrase> runs = new ArrayList<>();
        for (int from = numbers.nextSetBit(0); from >= 0; from = numbers.nextSetBit(numbers.nextClearBit(from))) {
            int to = numbers.nextClearBit(from) - 1;
            Phrase begin = first.apply(from);
            runs.add(
                    from == to && !alone
                            ? begin
                            : word("run").with("{from}", begin).with("{to}", last.apply(to)));
        }
        return all(runs, word("and"));
    }

    private static Phrase all(List<Phrase> parts, Phrase between) {
        return parts.stream()
                .reduce((one, next) ->
                        new Phrase(one.zh() + between.zh() + next.zh(), one.en() + between.en() + next.en()))
                .orElseThrow();
    }

    private Phrase word(String key) {
        JsonNode text = words.required(key);
        return new Phrase(text.required("zh").stringValue(), text.required("en").stringValue());
    }

    private static Phrase same(String text) {
        return new Phrase(text, text);
    }
}
