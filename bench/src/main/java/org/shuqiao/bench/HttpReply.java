package org.shuqiao.bench;

/** What the sink answers: an HTTP status and a JSON document. */
record HttpReply(int status, String json) {}
