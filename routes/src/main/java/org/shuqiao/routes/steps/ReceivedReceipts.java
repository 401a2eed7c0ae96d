package org.shuqiao.routes.steps;

/**
 * Receipts as a platform has sent them by itself.
 *
 * @param body <code>{"receipts":[{"receipt":"(Base64)","signature":"(Base64)"}]}</code>, not yet looked at
 */
public record ReceivedReceipts(String platform, byte[] body) {}
