package org.shuqiao.routes.steps;

/** Runs something in a thread of its own, so with a connection and a transaction of its own. */
final class LedgerThread {
    private LedgerThread() {}

    static void run(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
