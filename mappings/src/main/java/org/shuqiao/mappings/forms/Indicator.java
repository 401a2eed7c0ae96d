package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a form. Its id says nothing without the form: {@code enterprise_services} counts other services in another form.
 *
 * @param row from 1, in the order of the form
 * @param group the heading above it (一级指标); null where the form has none
 * @param zh the label of the source document
 * @param unit of the form, for example {@code 千人}
 * @param keptIn the unit of the value in our records, for example {@code 人}
 * @param ratioOf the indicator of which it is a share in percent; null where it is no ratio
 * @param partOf the indicator that it cannot exceed; null where the source says of none
 * @param atMost the most there can be; null where there is no such bound
 * @param asked what is asked, by the type of the center; of a type that does not stand here it is not asked
 */
public record Indicator(
        int row,
        String id,
        @Nullable String group,
        String zh,
        String en,
        String unit,
        String keptIn,
        Type type,
        Period period,
        @Nullable String ratioOf,
        @Nullable String partOf,
        @Nullable BigDecimal atMost,
        Map<String, Demand> asked) {

    /** What numbers it takes. */
    public enum Type {
        INT(0),
        /** Two decimals. */
        DEC2(2),
        /** Percent with two decimals, at most 100. */
        PCT(2);

        private final int decimals;

        Type(int decimals) {
            this.decimals = decimals;
        }

        public int decimals() {
            return decimals;
        }
    }

    /** The time that a value speaks of; the words of the source decide, and where it has none the value is a stock. */
    public enum Period {
        /** 当年, which is the reporting year. */
        YEAR,
        /** 近两年. */
        LAST_2_YEARS,
        /** 近三年. */
        LAST_3_YEARS,
        /** 自通过验收之日起一年内. */
        FIRST_YEAR,
        STOCK
    }

    /**
     * What a form asks of one type of center.
     *
     * @param rule the words of the source
     * @param atLeast what the center has to reach; null where the source names no number. Less is a bad result, not a wrong record
     */
    public record Demand(String rule, @Nullable BigDecimal atLeast) {}
}
