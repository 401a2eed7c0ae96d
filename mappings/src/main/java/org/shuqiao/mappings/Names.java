package org.shuqiao.mappings;

import java.util.Map;
import java.util.Set;

/** Names that a platform gives to things, by our meaning of them. */
public final class Names {
    private Names() {}

    /** @throws IllegalArgumentException unless there is exactly one name for each meaning */
    public static Map<String, String> complete(Map<String, String> names, Set<String> meanings) {
        if (!names.keySet().equals(meanings) || names.values().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("names are wanted for exactly " + meanings);
        }
        return Map.copyOf(names);
    }
}
