package org.shuqiao.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.FormDifference;

/**
 * A number of a filed form that is not what the center's own records say. Nothing is altered or held back by it.
 *
 * @param pointer to the number in the record
 * @param clause the document, the table and the label of the source
 * @param complete false where records are gone, so that the derived number is the least that it can be
 */
public record FiledDifference(
        String pointer,
        String indicator,
        BigDecimal filed,
        BigDecimal derived,
        boolean complete,
        String clause,
        String zh,
        String en) {

    /** @return null where nothing was compared */
    static @Nullable List<FiledDifference> of(Optional<List<FormDifference>> differences) {
        return differences
                .map(found -> found.stream().map(FiledDifference::of).toList())
                .orElse(null);
    }

    private static FiledDifference of(FormDifference one) {
        String filed = one.filed().toPlainString();
        String derived = one.derived().toPlainString();
        return new FiledDifference(
                one.pointer(),
                one.indicator().id(),
                one.filed(),
                one.derived(),
                one.complete(),
                one.clause(),
                "填报" + filed + "，按已提交记录计算" + (one.complete() ? "为" : "至少为") + derived,
                "filed as " + filed + ", by the records handed in it is " + (one.complete() ? "" : "at least ")
                        + derived);
    }
}
