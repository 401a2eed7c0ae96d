package org.shuqiao.routes.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * Ends an SSH session when an operation in it, or the work that it is part of, takes longer than it may, whatever the library waits
 * for; and says in one word what went wrong.
 */
final class TimedSession implements AutoCloseable {
    private static final long WATCHED_EVERY_MS = 100;
    private static final long NEVER = Long.MAX_VALUE;

    private final ClientSession ssh;
    private final long operationNanos;
    private final long born = System.nanoTime();
    private final ScheduledFuture<?> watched;
    /** Nanoseconds since {@link #born}, so that no time is after {@link #NEVER}. */
    private volatile long operationEnds = NEVER;

    private long workEnds = NEVER;

    TimedSession(ClientSession ssh, Duration operationWithin, ScheduledExecutorService watch) {
        this.ssh = ssh;
        this.operationNanos = operationWithin.toNanos();
        this.watched = watch.scheduleWithFixedDelay(
                this::endWhatTakesTooLong, WATCHED_EVERY_MS, WATCHED_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    boolean isOpen() {
        return ssh.isOpen();
    }

    /** @param nanoTime as {@link System#nanoTime()}, until when everything from here on must be done */
    void mustEndBy(long nanoTime) {
        workEnds = nanoTime - born;
    }

    private void endWhatTakesTooLong() {
        if (System.nanoTime() - born > operationEnds) {
            ssh.close(true);
        }
    }

    @FunctionalInterface
    interface Operation<T extends @Nullable Object> {
        T run() throws IOException;
    }

    <T extends @Nullable Object> T operate(Operation<T> operation) throws SftpTrouble {
        long now = System.nanoTime() - born;
        if (now > workEnds) {
            throw new SftpTrouble(SftpTrouble.Kind.LOST);
        }
        operationEnds = Math.min(now + operationNanos, workEnds);
        try {
            return operation.run();
        } catch (IOException broken) {
            throw trouble(broken);
        } catch (RuntimeException nonsense) {
            // What the library throws at an answer that is no SFTP.
            throw new SftpTrouble(SftpTrouble.Kind.LOST, nonsense);
        } finally {
            operationEnds = NEVER;
        }
    }

    /** An operation without a result. */
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }

    void act(Act act) throws SftpTrouble {
        boolean unused = operate(() -> {
            act.run();
            return true;
        });
    }

    @FunctionalInterface
    interface Use<H, T> {
        T of(H handle) throws SftpTrouble;
    }

    /** Opens something on the server and closes it, each within its time, whatever comes between. */
    <H extends Closeable, T> T with(Operation<H> open, Use<H, T> use) throws SftpTrouble {
        H handle = operate(open);
        T result;
        try {
            result = use.of(handle);
        } catch (SftpTrouble trouble) {
            try {
                act(handle::close);
            } catch (SftpTrouble alsoThat) {
                trouble.addSuppressed(alsoThat);
            }
            throw trouble;
        }
        act(handle::close);
        return result;
    }

    private static SftpTrouble trouble(IOException broken) {
        if (broken instanceof SftpTrouble known) {
            return known;
        }
        if (!(broken instanceof SftpException answer)) {
            return new SftpTrouble(SftpTrouble.Kind.LOST, broken);
        }
        return new SftpTrouble(kind(answer.getStatus()), answer);
    }

    private static SftpTrouble.Kind kind(int status) {
        return switch (status) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH -> SftpTrouble.Kind.NOT_THERE;
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                SftpTrouble.Kind.NOT_ALLOWED;
            case SftpConstants.SSH_FX_NO_CONNECTION,
                    SftpConstants.SSH_FX_CONNECTION_LOST,
                    SftpConstants.SSH_FX_BAD_MESSAGE -> SftpTrouble.Kind.LOST;
            default -> SftpTrouble.Kind.FAILED;
        };
    }

    @Override
    public void close() {
        watched.cancel(false);
        ssh.close(true);
    }
}
