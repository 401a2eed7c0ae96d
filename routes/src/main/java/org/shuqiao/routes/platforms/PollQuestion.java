package org.shuqiao.routes.platforms;

/**
 * What a platform is to be asked for: its batches after a place in its sequence.
 *
 * @param limit the most that are wanted
 * @param forGap whether these very places are wanted, since they did not come before
 */
public record PollQuestion(long after, int limit, boolean forGap) {

    /** The last place that is wanted. */
    public long last() {
        return after + limit;
    }
}
