package org.shuqiao.routes.platforms;

/** What came of building a call: one that can be sent, or none. */
public sealed interface Built permits Envelope, UnsentBatch {}
