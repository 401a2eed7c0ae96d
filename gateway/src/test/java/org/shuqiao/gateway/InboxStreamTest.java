package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.inbox.MessageView;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A stream holds no thread and one page at most, whatever its client does. */
class InboxStreamTest {
    private static final String GREETING = "retry: 1000\n\n";

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<Long> pagesRead = new ArrayList<>();
    private final List<InboxStream> ended = new ArrayList<>();
    private final Client client = new Client();
    private final Completed context = new Completed();
    private LongFunction<List<MessageView>> pages = this::onePage;
    private final InboxStream stream = new InboxStream("center", "key", 0, after -> pages.apply(after));
    private final ServerEvents events = new ServerEvents(context, client, stream, turns::add, () -> ended.add(stream));

    private static final class Completed extends MockAsyncContext {
        private int completed;
        private Runnable first = () -> {};

        Completed() {
            super(new MockHttpServletRequest(), new MockHttpServletResponse());
        }

        @Override
        public void complete() {
            first.run();
            completed++;
        }
    }

    /** Takes writes while it is ready, which it stays until it is told otherwise. */
    private static final class Client extends ServletOutputStream {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean ready = true;
        private boolean takesOneMore;
        private boolean gone;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("set by whoever opens the stream");
        }

        @Override
        public void write(int one) {
            throw new IllegalStateException("events are written whole");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            assertThat(ready).as("written only when ready").isTrue();
            if (gone) {
                throw new IOException("gone");
            }
            taken.write(bytes, from, length);
            ready = !takesOneMore;
        }

        String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    private List<MessageView> onePage(long after) {
        pagesRead.add(after);
        return List.of(message(after + 1));
    }

    private static MessageView message(long seq) {
        return new MessageView(
                seq, new UUID(0, seq), "p", "booking", "B", 1, Instant.EPOCH, "{\"n\":" + seq + "}", null);
    }

    private void runTurns() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    private void open() {
        events.onWritePossible();
        runTurns();
    }

    private void look(long head, boolean heartbeat) {
        stream.head(head);
        stream.tell(events, heartbeat);
    }

    @Test
    void greetsAndThenWritesEachMessageWithItsPlace() {
        open();
        look(2, false);
        runTurns();

        assertThat(client.text()).startsWith(GREETING + "id: 1\ndata: {\"seq\":1,");
        assertThat(client.text()).contains("\"payload\":{\"n\":1}").endsWith("}\n\n");
        assertThat(client.text().split("id: ")).hasSize(3);
        assertThat(pagesRead).containsExactly(0L, 1L);
    }

    @Test
    void writesNothingBeforeTheServerIsReadyForIt() {
        look(5, true);

        assertThat(turns).isEmpty();
    }

    @Test
    void readsNoFurtherPageForAClientThatDoesNotRead() {
        open();
        client.takesOneMore = true;
        for (int look = 1; look <= 1_000; look++) {
            look(look, true);
            runTurns();
        }

        assertThat(pagesRead).hasSize(1);
        client.ready = true;
        client.takesOneMore = false;
        events.onWritePossible();
        runTurns();
        assertThat(client.text()).contains("id: 1000\n");
        assertThat(pagesRead).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheThreadToOthersAfterAFewWrites() {
        open();
        look(100, false);
        turns.remove().run();

        assertThat(pagesRead).hasSizeLessThan(20);
        assertThat(turns).as("its next turn").hasSize(1);
        runTurns();
        assertThat(pagesRead).hasSize(100);
    }

    @Test
    void takesOneTurnAtATime() {
        open();
        for (int look = 1; look <= 10; look++) {
            look(look, false);
        }

        assertThat(turns).hasSize(1);
    }

    @Test
    void saysNowAndThenThatItLives() {
        open();
        look(0, false);
        assertThat(turns).isEmpty();
        look(0, true);
        runTurns();

        assertThat(client.text()).isEqualTo(GREETING + ":\n\n");
    }

    @Test
    void endsOnceWhenTheClientIsGone() {
        open();
        client.gone = true;
        look(1, false);
        runTurns();
        events.onError(new IOException("told by the server, too"));
        look(2, true);

        assertThat(ended).containsExactly(stream);
        assertThat(context.completed).isEqualTo(1);
        assertThat(turns).isEmpty();
    }

    @Test
    void letsTheServerGoOnOnlyWhenItsContextIsNoLongerTouched() throws InterruptedException {
        open();
        Thread server = new Thread(() -> events.onError(new IOException("gone")), "server");
        context.first = () -> {
            server.start();
            await().until(() -> server.getState() == Thread.State.BLOCKED);
        };

        events.finish();
        runTurns();
        server.join();

        assertThat(context.completed).isEqualTo(1);
        assertThat(ended).containsExactly(stream);
    }

    @Test
    void endsWhenTheLedgerIsAwaySinceTheClientComesBack() {
        open();
        pages = after -> {
            throw new IllegalStateException("ledger away");
        };
        look(1, false);
        runTurns();

        assertThat(ended).containsExactly(stream);
        assertThat(context.completed).isEqualTo(1);
    }

    @Test
    void endsWhenItIsTold() {
        open();
        events.finish();
        runTurns();

        assertThat(ended).containsExactly(stream);
        assertThat(client.text()).isEqualTo(GREETING);
    }
}
