package org.shuqiao.certs.log;

/**
 * One thing that was looked at.
 *
 * @param name what, the same in every report
 * @param passed whether it is as it must be
 * @param detail what was found, for a person; nothing of a payload
 */
public record Check(String name, boolean passed, String detail) {}
