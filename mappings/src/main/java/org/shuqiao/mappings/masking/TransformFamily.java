package org.shuqiao.mappings.masking;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Ascii;
import org.shuqiao.mappings.FieldKind;
import tools.jackson.databind.node.DecimalNode;

/**
 * Transforms of one name, told apart by what stands behind the colon.
 *
 * @param kinds of field that they fit
 * @param of the transform with a parameter ("" without one); empty where it knows no such parameter
 * @param coarser whether the transform with the first parameter tells nothing that the one with the other does not
 */
record TransformFamily(
        String name,
        Set<FieldKind> kinds,
        Function<String, Optional<Transform>> of,
        BiPredicate<String, String> coarser) {

    private static final int LONGEST_NUMBER = 15;

    /** One transform, without parameter. */
    static TransformFamily single(String name, Set<FieldKind> kinds, Transform transform) {
        return new TransformFamily(
                name,
                kinds,
                parameter -> parameter.isEmpty() ? Optional.of(transform) : Optional.empty(),
                String::equals);
    }

    static TransformFamily ofText(String name, Set<FieldKind> kinds, TextMask mask) {
        return single(name, kinds, Transform.ofText((text, key) -> mask.apply(text)));
    }

    /** A step of a hierarchy. */
    record Step(String parameter, TextMask of) {}

    @FunctionalInterface
    interface TextMask {
        @Nullable String apply(String text);
    }

    /** @param steps coarsest first */
    static TransformFamily hierarchy(String name, Set<FieldKind> kinds, List<Step> steps) {
        List<String> order = steps.stream().map(Step::parameter).toList();
        return new TransformFamily(
                name,
                kinds,
                parameter -> steps.stream()
                        .filter(step -> step.parameter().equals(parameter))
                        .findFirst()
                        .map(step -> Transform.ofText((text, key) -> step.of().apply(text))),
                (one, other) -> order.indexOf(one) <= order.indexOf(other));
    }

    /** @param coarse the number made coarse with a whole number as parameter */
    static TransformFamily digits(String name, int most, Function<Integer, UnaryOperator<BigDecimal>> coarse) {
        return new TransformFamily(
                name,
                EnumSet.of(FieldKind.NONE),
                parameter -> whole(parameter, most).map(n -> number(coarse.apply(n))),
                String::equals);
    }

    /** The first so many characters; a longer text ends in an ellipsis. */
    static TransformFamily truncation(String name, int most) {
        return new TransformFamily(
                name,
                EnumSet.of(FieldKind.TEXT),
                parameter -> whole(parameter, most).map(n -> Transform.ofText((text, key) -> Masks.truncated(text, n))),
                (one, other) -> Integer.parseInt(one) <= Integer.parseInt(other));
    }

    /** A bound that no number passes: rare ones would name their enterprise. */
    static TransformFamily bound(String name, boolean above) {
        return new TransformFamily(
                name,
                EnumSet.of(FieldKind.NONE),
                parameter -> decimal(parameter).map(bound -> number(above ? bound::min : bound::max)),
                (one, other) -> {
                    int order = new BigDecimal(one).compareTo(new BigDecimal(other));
                    return above ? order <= 0 : order >= 0;
                });
    }

    private static Transform number(UnaryOperator<BigDecimal> coarse) {
        return (value, key) -> value.isNumber() ? DecimalNode.valueOf(coarse.apply(value.decimalValue())) : null;
    }

    private static Optional<Integer> whole(String parameter, int most) {
        boolean digits = !parameter.isEmpty()
                && parameter.length() <= 4
                && Ascii.allDigits(parameter)
                && parameter.charAt(0) != '0';
        return digits && Integer.parseInt(parameter) <= most
                ? Optional.of(Integer.valueOf(parameter))
                : Optional.empty();
    }

    /** Digits, with at most one dot and a minus in front; no other way of writing numbers. */
    private static Optional<BigDecimal> decimal(String parameter) {
        String digits = parameter.startsWith("-") ? parameter.substring(1) : parameter;
        int dot = digits.indexOf('.');
        String whole = dot < 0 ? digits : digits.substring(0, dot) + digits.substring(dot + 1);
        boolean number = !whole.isEmpty()
                && parameter.length() <= LONGEST_NUMBER
                && Ascii.allDigits(whole)
                && dot != 0
                && !digits.endsWith(".");
        return number ? Optional.of(new BigDecimal(parameter)) : Optional.empty();
    }
}
