package org.shuqiao.mappings.masking;

import java.util.Collection;

/**
 * When a cell of a table is too small to be told.
 *
 * @param smallest respondents that a cell must have
 * @param dominancePercent share of the largest respondent above which a cell is as good as that respondent's
 * @param blocks whether a record with such a cell is not to leave at all
 */
public record CellRule(int smallest, int dominancePercent, boolean blocks) {
    /** What the duty begins with: {@code k_min:N}, or {@code k_min:N:block}. */
    public static final String DUTY = "k_min:";

    private static final String BLOCK = ":block";

    /** This rule with what duties demand beyond it: the most respondents of all; one that blocks, blocks. */
    public CellRule with(Collection<String> duties) {
        int most = smallest;
        boolean block = blocks;
        for (String duty : duties) {
            if (duty.startsWith(DUTY)) {
                most = Math.max(most, smallest(duty));
                block |= duty.endsWith(BLOCK);
            }
        }
        return new CellRule(most, dominancePercent, block);
    }

    /**
     * The number in a duty.
     *
     * @throws NumberFormatException for what is no such duty
     */
    public static int smallest(String duty) {
        int end = duty.endsWith(BLOCK) ? duty.length() - BLOCK.length() : duty.length();
        return Integer.parseInt(duty, DUTY.length(), end, 10);
    }

    /** As the duty is written. */
    @Override
    public String toString() {
        return DUTY + smallest + (blocks ? BLOCK : "");
    }
}
