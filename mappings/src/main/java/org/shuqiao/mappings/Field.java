package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;

/**
 * One field of a dataset.
 *
 * @param path where it stands: a JSON pointer with {@code *} for array elements, for example {@code /served/*}{@code /usci}
 * @param fieldClass how far it may travel
 * @param kind what its text is
 * @param table the code table of an enumerated field
 * @param zh its Chinese label
 * @param en its English label
 */
public record Field(String path, FieldClass fieldClass, FieldKind kind, @Nullable String table, String zh, String en) {}
