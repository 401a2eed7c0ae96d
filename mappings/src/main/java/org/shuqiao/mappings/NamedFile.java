package org.shuqiao.mappings;

/**
 * A file as a record names it, which says nothing yet about whether there is one.
 *
 * @param sm3 64 lower-case hexadecimal characters
 * @param bytes its size
 */
public record NamedFile(String sm3, long bytes, String mediaType) {}
