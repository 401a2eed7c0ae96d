package org.shuqiao.routes.steps;

/** Waits until the submission is committed. Only then is a center told that it was accepted. */
public final class AwaitCommit {

    public Accepted await(Storing storing) {
        return storing.await();
    }
}
