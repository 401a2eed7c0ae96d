package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.WorkingDays.NoCalendar;

class WorkingDaysTest {
    private final WorkingDays days = WorkingDays.load();

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 1, 2026-11-23", // over a weekend
        "2026-11-21, 1, 2026-11-23", // from a day off
        "2026-02-13, 1, 2026-02-14", // a Saturday that is worked
        "2026-02-13, 2, 2026-02-24", // over the Spring Festival
        "2026-09-30, 3, 2026-10-10", // over the National Day to a worked Saturday
        "2025-01-26, 2, 2025-02-05",
        "2024-02-09, 1, 2024-02-18", // New Year's Eve of 2024 was only recommended as free
        "2024-12-31, 1, 2025-01-02", // into the next year
        "2025-12-31, 1, 2026-01-04"
    })
    void countsTheDaysAfter(LocalDate date, int workingDays, LocalDate expected) {
        assertThat(days.plus(date, workingDays)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
    void knowsEveryDayOfItsYears(int year, int workingDays) {
        LocalDate first = LocalDate.of(year, 1, 1);

        assertThat(first.datesUntil(first.plusYears(1)).filter(days::isWorkingDay))
                .hasSize(workingDays);
    }

    @ParameterizedTest
    @CsvSource({"2024, 国办发明电〔2023〕7号", "2025, 国办发明电〔2024〕12号", "2026, 国办发明电〔2025〕7号"})
    void namesTheNotice(int year, String notice) {
        assertThat(days.notice(year)).isEqualTo(notice);
    }

    @Test
    void guessesNoYearThatHasNoNotice() {
        assertThatThrownBy(() -> days.plus(LocalDate.of(2026, 12, 30), 2))
                .isInstanceOfSatisfying(
                        NoCalendar.class, missing -> assertThat(missing.year()).isEqualTo(2027));
        assertThatThrownBy(() -> days.isWorkingDay(LocalDate.of(2023, 12, 29))).isInstanceOf(NoCalendar.class);
    }

    @Test
    void countsForwardOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> days.plus(LocalDate.of(2026, 1, 5), 0));
    }
}
