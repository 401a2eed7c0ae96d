package org.shuqiao.bench.contract;

/** What can go wrong on the way to a platform, whatever the transport. Each lasts until {@link #clear}. */
interface Way {

    /** It takes everything, and what it says of it gets lost. */
    void loseAnswers();

    /** It takes nothing, and says so with this code. */
    void answer(int status, String code);

    /** It takes nothing, says so with this code, and its clock is wrong. */
    void answerFrom(long secondsAhead, String code);

    /** It takes everything, and waits for those who review it. */
    void leaveToReviewers();

    void clear();
}
