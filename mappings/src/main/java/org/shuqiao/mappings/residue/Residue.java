package org.shuqiao.mappings.residue;

/**
 * A secret that is still in a payload. Says where, never what.
 *
 * @param offset first byte in the payload
 * @param length in bytes, with whatever was put in between to disguise it
 * @param targetPath JSON pointer of the value it stands in; empty if it stands in none
 */
public record Residue(ResidueKind kind, int offset, int length, String targetPath) {}
