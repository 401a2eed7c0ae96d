package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.forms.Days;
import org.shuqiao.mappings.forms.DerivedValue;
import org.shuqiao.mappings.forms.Switches;
import org.shuqiao.routes.steps.DeriveNumbers;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Numbers of evaluation forms, as the records that a center has handed in say them. */
@RestController
@Tag(name = "Forms", description = "评价数据表: numbers that follow from a center's own records")
class FormController {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    private final DeriveNumbers numbers;

    FormController(DeriveNumbers numbers) {
        this.numbers = numbers;
    }

    /** @param values in the order of the form; what does not stand here follows from no records */
    record DerivedForm(String form, int year, List<DerivedNumber> values) {}

    /**
     * @param unit in which the value is kept
     * @param value null where it cannot be counted, since nobody has said when the center passed its acceptance
     * @param from first day that it speaks of, in China; {@code to} the last
     * @param read records that were looked at; {@code counted}: those of which something counts
     * @param complete false where records are gone, so that the value is the least that it can be
     * @param formula in the language that was asked for
     */
    record DerivedNumber(
            String indicator,
            String label,
            String unit,
            @Nullable BigDecimal value,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            int read,
            int counted,
            boolean complete,
            String formula) {

        static DerivedNumber of(DerivedValue derived, boolean chinese) {
            Days days = derived.days();
            return new DerivedNumber(
                    derived.rule().indicator().id(),
                    chinese
                            ? derived.rule().indicator().zh()
                            : derived.rule().indicator().en(),
                    derived.rule().indicator().keptIn(),
                    days == null ? null : derived.value(),
                    days == null ? null : days.from(),
                    days == null ? null : days.until().minusDays(1),
                    derived.read(),
                    derived.counted(),
                    derived.complete(),
                    chinese ? derived.rule().zh() : derived.rule().en());
        }
    }

    @GetMapping("/api/v1/forms/{form}/derived")
    @Operation(
            summary = "See the numbers of a form as your own records say them",
            description =
                    "Of the newest version of each record that you have handed in and not taken back. `year` is the year that the form"
                            + " reports on. `acceptedOn` (a day) is needed for the numbers of the first year after an acceptance."
                            + " Where the source leaves it open: `kinds` (`listed`, `all`): whether lists that end with “等” are"
                            + " complete; `people` (`attendees`, `person_times`): how people that trainings cover are counted;"
                            + " `local` (`province`, `city`, `district`): what “本地” is. The standard is the first of each.")
    DerivedForm derived(
            @PathVariable String form,
            @RequestParam int year,
            @RequestParam(required = false) @Nullable String acceptedOn,
            @RequestParam(defaultValue = "listed") String kinds,
            @RequestParam(defaultValue = "attendees") String people,
            @RequestParam(required = false) @Nullable String local,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw Members.refused("year");
        }
        Switches switches = new Switches(
                one(Switches.Kinds.class, kinds, "kinds"),
                one(Switches.People.class, people, "people"),
                local == null ? null : one(Switches.Local.class, local, "local"));
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        return new DerivedForm(
                form,
                year,
                numbers.values(caller.ownCenter(), form, year, day(acceptedOn), switches).stream()
                        .map(value -> DerivedNumber.of(value, chinese))
                        .toList());
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        if (text != null && !CalendarText.isDate(text)) {
            throw Members.refused("acceptedOn");
        }
        return text == null ? null : LocalDate.parse(text);
    }

    private static <E extends Enum<E>> E one(Class<E> type, String text, String member) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw Members.refused(member);
    }
}
