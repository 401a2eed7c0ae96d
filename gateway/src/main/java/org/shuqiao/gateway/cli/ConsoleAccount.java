package org.shuqiao.gateway.cli;

/**
 * An account at the console, as an administrator lists it.
 *
 * @param state {@code OPEN}, {@code MUST_CHANGE}, {@code SHUT}, {@code LOCKED} or {@code REVOKED}
 */
public record ConsoleAccount(String keyId, String name, String role, String state) {}
