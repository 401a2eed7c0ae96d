package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bounds on dotted version numbers, all of which must hold, such as {@code >=1.0 <2.0}. */
public final class VersionRange {
    private final String text;
    private final List<Bound> bounds;

    private VersionRange(String text, List<Bound> bounds) {
        this.text = text;
        this.bounds = bounds;
    }

    /** @throws IllegalArgumentException for anything but bounds made of an operator and a dotted number */
    public static VersionRange parse(String text) {
        List<Bound> bounds = new ArrayList<>();
        for (String part : text.trim().split(" +", -1)) {
            int digits = 0;
            while (digits < part.length() && "<>=".indexOf(part.charAt(digits)) >= 0) {
                digits++;
            }
            bounds.add(new Bound(Operator.of(part.substring(0, digits)), numbers(part.substring(digits))));
        }
        return new VersionRange(text, List.copyOf(bounds));
    }

    /** A version that is no dotted number lies in no range. */
    public boolean contains(String version) {
        int[] numbers;
        try {
            numbers = numbers(version);
        } catch (IllegalArgumentException notDotted) {
            return false;
        }
        return bounds.stream().allMatch(bound -> bound.operator.holds(compare(numbers, bound.version)));
    }

    @Override
    public String toString() {
        return text;
    }

    private static int[] numbers(String dotted) {
        return Arrays.stream(dotted.split("\\.", -1))
                .mapToInt(Integer::parseUnsignedInt)
                .toArray();
    }

    private static int compare(int[] a, int[] b) {
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Integer.compareUnsigned(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private record Bound(Operator operator, int[] version) {}

    private enum Operator {
        AT_LEAST(">="),
        ABOVE(">"),
        AT_MOST("<="),
        BELOW("<"),
        EQUAL("=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            return Arrays.stream(values())
                    .filter(o -> o.sign.equals(sign))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a version bound"));
        }

        boolean holds(int order) {
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
                case EQUAL -> order == 0;
            };
        }
    }
}
