package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What has gone of one dataset under one agreement, in a day and in a month of the calendar in Asia/Shanghai. Changed in memory while
 * its row is locked.
 */
final class QuotaAccount {
    private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");

    private final QuotaKey key;
    private LocalDate day;
    private int calls;
    private LocalDate month;
    private long rows;

    QuotaAccount(QuotaKey key, LocalDate day, int calls, LocalDate month, long rows) {
        this.key = key;
        this.day = day;
        this.calls = calls;
        this.month = month;
        this.rows = rows;
    }

    /** Turns to the day and month of an instant. A claim that began before midnight may find that another has turned it already. */
    void turnTo(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, CALENDAR);
        if (today.isAfter(day)) {
            day = today;
            calls = 0;
        }
        LocalDate present = day.withDayOfMonth(1);
        if (present.isAfter(month)) {
            month = present;
            rows = 0;
        }
    }

    QuotaKey key() {
        return key;
    }

    LocalDate day() {
        return day;
    }

    int calls() {
        return calls;
    }

    LocalDate month() {
        return month;
    }

    long rows() {
        return rows;
    }

    Instant nextDay() {
        return day.plusDays(1).atStartOfDay(CALENDAR).toInstant();
    }

    Instant nextMonth() {
        return month.plusMonths(1).atStartOfDay(CALENDAR).toInstant();
    }

    void takeCall() {
        calls++;
    }

    void takeRow() {
        takeRows(1);
    }

    void takeRows(long more) {
        rows += more;
    }

    /** What was taken on a day that is over is no longer counted, so it cannot be given back. */
    void giveCallBack(LocalDate taken) {
        if (taken.equals(day)) {
            calls = Math.max(0, calls - 1);
        }
    }

    void giveRowBack(LocalDate taken) {
        if (taken.equals(month)) {
            rows = Math.max(0, rows - 1);
        }
    }
}
