package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.AskedTransfer;

/** What a platform is asked: what became of these transfers? */
public record Question(List<AskedTransfer> transfers, HttpCall freight) implements Outgoing, BuiltQuestion {

    /** A question is of many transfers, and of the trace of none. */
    @Override
    public @Nullable String traceParent() {
        return null;
    }
}
