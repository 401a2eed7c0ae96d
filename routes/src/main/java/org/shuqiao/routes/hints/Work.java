package org.shuqiao.routes.hints;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.traces.Traced;

/** Something to be hinted at. */
public record Work(UUID id, @Nullable String traceParent) implements Traced {

    /** Work whose trace is in the ledger only. */
    static List<Work> of(Collection<UUID> ids) {
        return ids.stream().map(id -> new Work(id, null)).toList();
    }
}
