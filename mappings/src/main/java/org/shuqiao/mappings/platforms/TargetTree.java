package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;

/** The tree of a payload while it grows. */
final class TargetTree {

    private final Target.OfObject root = new Target.OfObject();

    Target root() {
        return root;
    }

    /** {@code /a/b/*}{@code /c} as [[a, b], [c]]; a path that ends in {@code *} has an empty last part. */
    static List<List<String>> parts(String path) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String segment : PathTree.segments(path)) {
            if (segment.equals("*")) {
                parts.add(List.copyOf(part));
                part = new ArrayList<>();
            } else {
                part.add(segment);
            }
        }
        parts.add(List.copyOf(part));
        return parts;
    }

    /**
     * Hangs a value into the tree; every {@code *} of the target answers the array at the same rank of the source.
     *
     * @param arrays the source arrays, from the outermost
     */
    void put(String to, List<List<String>> arrays, Target leaf) {
        List<List<String>> parts = parts(to);
        if (parts.size() != arrays.size() + 1) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
        }
        int last = arrays.size();
        Target.OfObject object = root;
        for (int i = 0; i < last; i++) {
            object = surrounding(object, parts.get(i), to);
            String name = name(parts.get(i), to);
            if (i == last - 1 && parts.get(last).isEmpty()) {
                put(object, name, new Target.OfArray(arrays.get(i), leaf), to);
                return;
            }
            object = array(object, name, arrays.get(i), to);
        }
        put(surrounding(object, parts.get(last), to), name(parts.get(last), to), leaf, to);
    }

    /** Hangs a constant into the tree. Elements of an array have constants where they have something else already. */
    void putConstant(String to, Target constant) {
        List<List<String>> parts = parts(to);
        Target.OfObject object = root;
        for (List<String> part : parts.subList(0, parts.size() - 1)) {
            object = surrounding(object, part, to);
            if (object.members().get(name(part, to)) instanceof Target.OfArray array
                    && array.element() instanceof Target.OfObject element) {
                object = element;
            } else {
                throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
            }
        }
        List<String> last = parts.get(parts.size() - 1);
        put(surrounding(object, last, to), name(last, to), constant, to);
    }

    private static String name(List<String> part, String to) {
        if (part.isEmpty()) {
            throw new MappingRefused(Reason.MALFORMED, to);
        }
        return part.get(part.size() - 1);
    }

    private static void put(Target.OfObject object, String name, Target target, String to) {
        if (object.members().put(name, target) != null) {
            throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
        }
    }

    /** The object in which the last of the names is a member. */
    private static Target.OfObject surrounding(Target.OfObject parent, List<String> part, String to) {
        Target.OfObject object = parent;
        for (String name : part.subList(0, Math.max(0, part.size() - 1))) {
            if (object.members().computeIfAbsent(name, n -> new Target.OfObject()) instanceof Target.OfObject inner) {
                object = inner;
            } else {
                throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
            }
        }
        return object;
    }

    private static Target.OfObject array(Target.OfObject parent, String name, List<String> source, String to) {
        Target present = parent.members().computeIfAbsent(name, n -> new Target.OfArray(source, new Target.OfObject()));
        if (present instanceof Target.OfArray array && array.element() instanceof Target.OfObject element) {
            if (array.names().equals(source)) {
                return element;
            }
            throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
        }
        throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
    }
}
