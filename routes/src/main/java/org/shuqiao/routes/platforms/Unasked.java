package org.shuqiao.routes.platforms;

/** A question for which there was nothing to sign or encrypt with, so that nobody was asked. */
public record Unasked(Inquiry inquiry) implements BuiltQuestion {}
