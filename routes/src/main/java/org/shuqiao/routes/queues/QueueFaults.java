package org.shuqiao.routes.queues;

import java.util.EnumSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/** What an error of a broker means. Its words are not kept. */
final class QueueFaults {
    /** What a broker answers to a commit that it has not made. Anything else may have been said on the way back from one that it has. */
    private static final Set<ActiveMQExceptionType> NOT_COMMITTED = EnumSet.of(
            ActiveMQExceptionType.ADDRESS_FULL,
            ActiveMQExceptionType.SECURITY_EXCEPTION,
            ActiveMQExceptionType.ADDRESS_DOES_NOT_EXIST,
            ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST,
            ActiveMQExceptionType.TRANSACTION_ROLLED_BACK);

    private QueueFaults() {}

    static PlaceFailed of(Exception error) {
        ActiveMQExceptionType type = type(error);
        return new PlaceFailed(why(type), type == ActiveMQExceptionType.GENERIC_EXCEPTION ? "" : type.name(), error);
    }

    private static Why why(ActiveMQExceptionType type) {
        return switch (type) {
            case SECURITY_EXCEPTION -> Why.REFUSED;
            case ADDRESS_FULL -> Why.FULL;
            case QUEUE_DOES_NOT_EXIST, ADDRESS_DOES_NOT_EXIST -> Why.NOT_AS_DESCRIBED;
            case NOT_CONNECTED, CONNECTION_TIMEDOUT, DISCONNECTED -> Why.UNREACHABLE;
            default -> Why.BROKEN;
        };
    }

    private static ActiveMQExceptionType type(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQException artemis) {
                return artemis.getType();
            }
        }
        return ActiveMQExceptionType.GENERIC_EXCEPTION;
    }

    /** Whether the broker has said that it did not commit. */
    static boolean isRefusedCommit(Exception error) {
        return NOT_COMMITTED.contains(type(error));
    }

    /** Whether the broker has this very message already. */
    static boolean isDuplicate(Exception error) {
        return type(error) == ActiveMQExceptionType.DUPLICATE_ID_REJECTED;
    }
}
