package org.shuqiao.routes.platforms;

/** What came of building a question: one that can be asked, or none. */
public sealed interface BuiltQuestion permits Question, Unasked {}
