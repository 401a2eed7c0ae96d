package org.shuqiao.mappings.masking;

/**
 * A transform that changed a field.
 *
 * @param path source path, with {@code *} for array elements
 * @param name as the agreement writes it, for example {@code band:attendees}
 * @param version of the algorithm or ladder; for a pseudonym the version of its key
 */
public record AppliedTransform(String path, String name, String version) {}
