package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may be done when it is not known whether a platform took a transfer. */
public enum Redelivery {
    /** Send again: the platform honours our idempotency key. */
    @JsonProperty("idempotent")
    IDEMPOTENT,
    /** Ask first. */
    @JsonProperty("query-first")
    QUERY_FIRST,
    /** A person decides. */
    @JsonProperty("manual")
    MANUAL
}
