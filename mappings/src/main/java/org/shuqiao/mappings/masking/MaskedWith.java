package org.shuqiao.mappings.masking;

import java.util.Map;

/**
 * The key that a record was masked with.
 *
 * @param year that the record belongs to, which decides on the version
 * @param versions of the key by the name of each keyed transform that was used; empty where none was
 */
record MaskedWith(int year, Map<String, String> versions) {
    MaskedWith {
        versions = Map.copyOf(versions);
    }
}
