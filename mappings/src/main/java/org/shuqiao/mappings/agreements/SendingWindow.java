package org.shuqiao.mappings.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minutes in which data may be sent: those that a line of {@code cron} names in its time zone. Five fields as in POSIX crontab
 * (minute, hour, day of month, month, day of week with Sunday as 0 or 7), each {@code *}, numbers, ranges and lists of them, with
 * steps after a range or a star. Where day of month and day of week are both limited, either will do.
 *
 * <p>Instants are converted into the zone, so an hour that the clock shows twice is open twice and one that it leaves out never.
 */
public final class SendingWindow {
    /** The 29th of February comes after eight years at the latest, and a window is open for an hour of each of its days. */
    private static final int YEARS_LOOKED_AT = 9;

    private static final Pattern PART = Pattern.compile("(?:\\*|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?");

    private final ZoneId zone;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private SendingWindow(String[] fields, ZoneId zone) {
        this.zone = zone;
        this.minutes = field(fields[0], 0, 59);
        this.hours = field(fields[1], 0, 23);
        this.days = field(fields[2], 1, 31);
        this.months = field(fields[3], 1, 12);
        this.weekdays = field(fields[4], 0, 7);
        if (weekdays.get(7)) {
            weekdays.set(0);
            weekdays.clear(7);
        }
        this.anyDay = fields[2].equals("*");
        this.anyWeekday = fields[4].equals("*");
    }

    /** What a field of the line counts. Days of the week begin with Sunday, which is 0. */
    public enum Unit {
        MONTH,
        DAY,
        WEEKDAY,
        HOUR,
        MINUTE
    }

    /** The numbers that are named of each unit, for people to read; without the units that limit nothing. */
    public Map<Unit, BitSet> limits() {
        Map<Unit, BitSet> limits = new EnumMap<>(Unit.class);
        limit(limits, Unit.MONTH, months, 12);
        if (anyDay || anyWeekday || (days.cardinality() < 31 && weekdays.cardinality() < 7)) {
            limit(limits, Unit.DAY, days, 31);
            limit(limits, Unit.WEEKDAY, weekdays, 7);
        }
        limit(limits, Unit.HOUR, hours, 24);
        limit(limits, Unit.MINUTE, minutes, 60);
        return limits;
    }

    private static void limit(Map<Unit, BitSet> limits, Unit unit, BitSet named, int all) {
        if (named.cardinality() < all) {
            limits.put(unit, (BitSet) named.clone());
        }
    }

    /** @throws IllegalArgumentException for anything but five fields of this form */
    public static SendingWindow parse(String cron, ZoneId zone) {
        String[] fields = cron.split(" +", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("not five fields");
        }
        return new SendingWindow(fields, zone);
    }

    private static BitSet field(String text, int lowest, int highest) {
        BitSet values = new BitSet(highest + 1);
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            boolean known = matcher.matches();
            boolean oneNumber = known && matcher.group(1) != null && matcher.group(2) == null;
            if (!known || (oneNumber && matcher.group(3) != null)) {
                throw new IllegalArgumentException("not a field of cron");
            }
            int from = matcher.group(1) == null ? lowest : Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? highest : Integer.parseInt(matcher.group(2));
            int to = oneNumber ? from : last;
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            if (from < lowest || to > highest || from > to || step == 0) {
                throw new IllegalArgumentException("out of the range of its field");
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    /** Minutes of each day on which it opens, as the clock shows them. */
    public int minutesADay() {
        return minutes.cardinality() * hours.cardinality();
    }

    /** Whether there is any day on which it opens; there is none on the 30th of February. */
    public boolean everOpens() {
        return !anyWeekday
                || months.stream()
                        .anyMatch(month -> days.nextSetBit(1) <= Month.of(month).maxLength());
    }

    public boolean contains(Instant instant) {
        return contains(instant.atZone(zone));
    }

    private boolean contains(ZonedDateTime time) {
        return minutes.get(time.getMinute()) && hours.get(time.getHour()) && opensOn(time.toLocalDate());
    }

    private boolean opensOn(LocalDate date) {
        if (!months.get(date.getMonthValue())) {
            return false;
        }
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        return (anyDay || anyWeekday) ? day && weekday : day || weekday;
    }

    /** The first instant from this one on at which it is open; years later where it does not open any more. */
    public Instant nextOpening(Instant from) {
        if (contains(from)) {
            return from;
        }
        ZonedDateTime at = from.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate last = at.toLocalDate().plusYears(YEARS_LOOKED_AT);
        while (at.toLocalDate().isBefore(last) && !contains(at)) {
            at = opensOn(at.toLocalDate())
                    ? at.plusMinutes(1)
                    : at.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        return at.toInstant();
    }
}
