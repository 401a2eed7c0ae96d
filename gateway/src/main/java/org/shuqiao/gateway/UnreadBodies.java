package org.shuqiao.gateway;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.shuqiao.routes.steps.Limits;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Reads and drops what comes after an answer, or its sender would see a broken connection instead of a refusal. The server itself would
 * do so for as long as a byte comes now and then, and each such caller would hold a thread; here it is for a few at once and a short
 * time, and the connections of all others are cut.
 */
@Component
final class UnreadBodies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        server.addEngineValves(new Dropping());
    }

    private static final class Dropping extends ValveBase {
        private final Semaphore free = new Semaphore(Limits.UNREAD_BODIES_AT_ONCE);

        Dropping() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            // Who expects to be told to go on has sent nothing yet.
            if (!request.isAsync() && !request.isFinished() && request.getHeader(HttpHeaders.EXPECT) == null) {
                response.finishResponse();
                if (!isDropped(request.getCoyoteRequest())) {
                    response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
                }
            }
        }

        private boolean isDropped(org.apache.coyote.Request call) {
            if (!free.tryAcquire()) {
                return false;
            }
            try {
                return endsInTime(call);
            } catch (IOException broken) {
                return false;
            } finally {
                free.release();
            }
        }

        private static boolean endsInTime(org.apache.coyote.Request call) throws IOException {
            long end = System.nanoTime() + Limits.UNREAD_BODY_WITHIN.toNanos();
            Dropped part = new Dropped();
            long dropped = 0;
            int read;
            while ((read = call.doRead(part)) >= 0) {
                dropped += read;
                if (dropped > Limits.UNREAD_BODY_BYTES || System.nanoTime() - end > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Below the stream of the request, which whoever answered may have closed. */
    private static final class Dropped implements ApplicationBufferHandler {
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept.
        }
    }
}
