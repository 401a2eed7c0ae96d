package org.shuqiao.routes.platforms;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where what one platform says of the transfers that were laid down for it is found. One gateway at a time collects. */
public interface Collector {

    /** Which of these sources were taken before; for a place that nothing can be taken away from. */
    @FunctionalInterface
    interface Taken {
        Set<String> of(Collection<String> sources);
    }

    /**
     * What is there, oldest first, within a bounded time and memory. The same is there again until it is {@link #done} with.
     *
     * @param limit sources that are wanted at most
     */
    List<Collected> collect(int limit, Taken taken) throws PlaceFailed;

    /** What it says is committed, so the place need not keep it for us. Saying so twice does no harm. */
    void done(Collected collected) throws PlaceFailed;

    /** Not all that it says could be used; the ledger says why. It is kept at the place where it is not taken for new. */
    void putAside(Collected collected) throws PlaceFailed;
}
