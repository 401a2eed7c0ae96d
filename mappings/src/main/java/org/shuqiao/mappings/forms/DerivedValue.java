package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as the records say it.
 *
 * @param days that it speaks of; null for the first year after an acceptance that nobody has dated, where nothing is counted
 * @param value in the unit in which the indicator is kept
 * @param read records that were looked at
 * @param counted records of which something counts
 * @param complete whether no record is missing that may count; else the number is the least that it can be
 */
public record DerivedValue(
        DerivedRule rule, @Nullable Days days, BigDecimal value, int read, int counted, boolean complete) {}
