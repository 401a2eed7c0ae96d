package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Names;

/** How much travels in one call. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Transport.Http.class, name = "http"),
    @JsonSubTypes.Type(value = Transport.HttpBatch.class, name = "http-batch")
})
public sealed interface Transport {

    /** The most transfers of one call. */
    int maxRows();

    /** One transfer a call. */
    record Http() implements Transport {
        @Override
        public int maxRows() {
            return 1;
        }
    }

    /**
     * Many transfers of one dataset in one call, each with a result of its own.
     *
     * @param maxBytes of the call's plain content, which is one JSON text
     * @param members name of each member by its meaning: batch (id of the call), rows, and in a row key (the transfer's id) and content
     *     (Base64 of the payload)
     */
    record HttpBatch(int maxRows, int maxBytes, Map<String, String> members) implements Transport {
        public HttpBatch {
            members = Names.complete(members, Set.of("batch", "rows", "key", "content"));
            if (maxRows < 1 || maxBytes < 1) {
                throw new IllegalArgumentException("a batch has room for something");
            }
        }
    }
}
