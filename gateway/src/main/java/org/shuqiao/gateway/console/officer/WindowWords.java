package org.shuqiao.gateway.console.officer;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.shuqiao.mappings.agreements.SendingWindow;
import org.shuqiao.mappings.agreements.SendingWindow.Unit;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** When an agreement lets data leave, as a sentence instead of a line of cron: {@code ${@windowWords.of(cron, zone)}}. */
@Component("windowWords")
final class WindowWords {
    private final MessageSource messages;

    WindowWords(MessageSource messages) {
        this.messages = messages;
    }

    /** @return the line itself where it cannot be read: such a window was never agreed, but may have been drafted */
    public String of(String cron, String zone) {
        try {
            ZoneId place = ZoneId.of(zone);
            String times = times(SendingWindow.parse(cron, place).limits());
            return word("in", times, place.getDisplayName(TextStyle.FULL, locale()));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            return cron + " " + zone;
        }
    }

    private String times(Map<Unit, BitSet> limits) {
        List<String> said = new ArrayList<>();
        limits.forEach((unit, numbers) -> {
            String part = part(unit, numbers, limits);
            if (unit == Unit.WEEKDAY && limits.containsKey(Unit.DAY)) {
                said.add(word("or", said.remove(said.size() - 1), part));
            } else {
                said.add(part);
            }
        });
        return said.isEmpty() ? word("always") : String.join(word("then"), said);
    }

    private String part(Unit unit, BitSet numbers, Map<Unit, BitSet> limits) {
        if (unit == Unit.HOUR && !limits.containsKey(Unit.MINUTE)) {
            return runs(numbers, from -> from + ":00", to -> to + ":59", true);
        }
        IntFunction<String> name = unit == Unit.WEEKDAY ? day -> word("weekday." + day) : Integer::toString;
        return word(unit.name(), runs(numbers, name, name, false));
    }

    /** @param alone whether a single number is a run, too */
    private String runs(BitSet numbers, IntFunction<String> first, IntFunction<String> last, boolean alone) {
        List<String> runs = new ArrayList<>();
        for (int from = numbers.nextSetBit(0); from >= 0; from = numbers.nextSetBit(numbers.nextClearBit(from))) {
            int to = numbers.nextClearBit(from) - 1;
            runs.add(from == to && !alone ? first.apply(from) : word("run", first.apply(from), last.apply(to)));
        }
        return String.join(word("and"), runs);
    }

    private String word(String key, Object... arguments) {
        return messages.getMessage("officer.window." + key, arguments, locale());
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
