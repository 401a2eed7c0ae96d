package org.shuqiao.mappings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Working days (工作日): Monday to Friday, without the days off and with the make-up days (调休) of the yearly notices of the State
 * Council's General Office, which are data under {@code calendar/}. A year whose notice is not there is an error, never a guess.
 */
public final class WorkingDays {
    private record Year(String notice, Set<LocalDate> off, Set<LocalDate> working) {}

    private final Map<Integer, Year> years = new HashMap<>();

    private WorkingDays() {}

    /** Loads every year named in {@code calendar/index.json}. */
    public static WorkingDays load() {
        WorkingDays loaded = new WorkingDays();
        for (JsonNode year : Resources.json("calendar/index.json")) {
            loaded.years.put(year.intValue(), year(Resources.json("calendar/" + year.intValue() + ".json")));
        }
        return loaded;
    }

    private static Year year(JsonNode json) {
        Set<LocalDate> off = new HashSet<>();
        for (JsonNode holiday : json.required("off")) {
            LocalDate last = date(holiday.required("to"));
            date(holiday.required("from")).datesUntil(last.plusDays(1)).forEach(off::add);
        }
        Set<LocalDate> working = new HashSet<>();
        json.required("working").forEach(day -> working.add(date(day)));
        return new Year(json.required("notice").stringValue(), off, working);
    }

    private static LocalDate date(JsonNode json) {
        return LocalDate.parse(json.stringValue());
    }

    /**
     * The number of the notice that decides a year, for example {@code 国办发明电〔2025〕7号}.
     *
     * @throws NoCalendar where there is none
     */
    public String notice(int year) {
        return of(year).notice();
    }

    /** @throws NoCalendar where the date's year has no notice here */
    public boolean isWorkingDay(LocalDate date) {
        Year year = of(date.getYear());
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return year.working().contains(date) || (!weekend && !year.off().contains(date));
    }

    /**
     * The n-th working day after a date. The date itself does not count, as in 民法典 art. 201; whether it is a working day does
     * not matter.
     *
     * @param workingDays at least 1
     * @throws NoCalendar where the way there leads through a year that has no notice here
     */
    public LocalDate plus(LocalDate date, int workingDays) {
        if (workingDays < 1) {
            throw new IllegalArgumentException("fewer than one working day");
        }
        LocalDate day = date;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            left -= isWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    private Year of(int year) {
        Year known = years.get(year);
        if (known == null) {
            throw new NoCalendar(year);
        }
        return known;
    }

    /** The notice of a year is not among the data of this gateway, so no working day of it can be told. */
    public static final class NoCalendar extends RuntimeException {
        private final int year;

        NoCalendar(int year) {
            super("no calendar of working days for " + year);
            this.year = year;
        }

        public int year() {
            return year;
        }
    }
}
