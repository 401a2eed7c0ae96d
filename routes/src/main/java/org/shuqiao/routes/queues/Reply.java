package org.shuqiao.routes.queues;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.ResultDocument;

/** One message of a platform. Its body is read only where it is short enough; a longer one stays with the broker. */
final class Reply {
    /** The longest body that is read. */
    static final int BYTES = 1 << 20;

    private Reply() {}

    /** Differs from that of any other message, also where a broker has begun to count anew. */
    static String source(ClientMessage message) {
        return message.getMessageID() + "-" + message.getTimestamp();
    }

    static boolean isTooLong(ClientMessage message) {
        return message.getBodySize() > 2 * BYTES; // As text it may have two bytes for each character.
    }

    static Collected read(ClientMessage message, ResultDocument form) {
        if (isTooLong(message)) {
            return Collected.unreadable(source(message), Why.TOO_LONG);
        }
        byte[] body = body(message);
        if (body != null && body.length > BYTES) {
            return Collected.unreadable(source(message), Why.TOO_LONG);
        }
        List<Collected.Row> rows = body == null ? null : form.read(body);
        return rows == null
                ? Collected.unreadable(source(message), Why.MALFORMED)
                : Collected.of(source(message), rows);
    }

    /** @return null for what is neither text nor bytes */
    private static byte @Nullable [] body(ClientMessage message) {
        ActiveMQBuffer buffer = message.getBodyBuffer();
        try {
            if (message.getType() == Message.TEXT_TYPE) {
                SimpleString text = buffer.readNullableSimpleString();
                return text == null ? new byte[0] : text.toString().getBytes(StandardCharsets.UTF_8);
            }
            if (message.getType() == Message.BYTES_TYPE) {
                byte[] bytes = new byte[buffer.readableBytes()];
                buffer.readBytes(bytes);
                return bytes;
            }
            return null;
        } catch (RuntimeException notWhatItSays) {
            return null;
        }
    }
}
