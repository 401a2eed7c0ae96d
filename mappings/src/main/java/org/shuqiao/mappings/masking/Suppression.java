package org.shuqiao.mappings.masking;

import java.util.Map;

/**
 * What was suppressed in the tables of one record.
 *
 * @param rule by which; it blocks where the record must not leave with anything suppressed
 * @param tables by path; empty where the dataset has none
 * @param isBelowSmallest whether a whole table has too few respondents, so that nothing about them can be told
 */
public record Suppression(CellRule rule, Map<String, Cells> tables, boolean isBelowSmallest) {

    /** How many cells a table has, and how many of them are suppressed. */
    public record Cells(int all, int suppressed) {
        @Override
        public String toString() {
            return suppressed + " of " + all;
        }
    }

    public boolean isAny() {
        return tables.values().stream().anyMatch(cells -> cells.suppressed() > 0);
    }
}
