package org.shuqiao.mappings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by path, arranged like the records they speak of, so that record and tree are walked together once.
 */
public final class PathTree<T> {

    private final Map<String, PathTree<T>> members = new HashMap<>();
    private @Nullable PathTree<T> elements;
    private @Nullable T value;

    public void put(String path, T leaf) {
        PathTree<T> node = this;
        for (String segment : segments(path)) {
            node = segment.equals("*")
                    ? node.elementsOrNew()
                    : node.members.computeIfAbsent(segment, s -> new PathTree<>());
        }
        node.value = leaf;
    }

    private PathTree<T> elementsOrNew() {
        PathTree<T> present = elements;
        if (present == null) {
            present = new PathTree<>();
            elements = present;
        }
        return present;
    }

    public @Nullable PathTree<T> member(String name) {
        return members.get(name);
    }

    public @Nullable PathTree<T> elements() {
        return elements;
    }

    public @Nullable T value() {
        return value;
    }

    /** The segments of {@code /a/*}{@code /b}. Names that would need escaping do not occur in our paths. */
    public static List<String> segments(String path) {
        if (path.length() < 2 || path.charAt(0) != '/' || path.indexOf('~') >= 0) {
            throw new IllegalArgumentException("not a field path: " + path);
        }
        return List.of(path.substring(1).split("/", -1));
    }
}
