package org.shuqiao.routes.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.queues.QueueWorld.IN;
import static org.shuqiao.routes.queues.QueueWorld.OUT;
import static org.shuqiao.routes.queues.QueueWorld.deposit;
import static org.shuqiao.routes.queues.QueueWorld.refusal;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Deposited;
import org.shuqiao.routes.platforms.PlatformAnswer.NotConnected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queues of a real Artemis over a socket. */
class QueuePlaceTest {
    @TempDir
    static Path home;

    private static QueueWorld world;
    private QueuePlace place;
    private final Set<String> taken = new HashSet<>();

    @BeforeAll
    static void start() throws Exception {
        world = new QueueWorld(home);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @BeforeEach
    void open() throws Exception {
        place = world.place();
    }

    @AfterEach
    void close() {
        place.close();
        world.room(-1, AddressFullMessagePolicy.PAGE);
        world.drain(IN);
        world.drain(OUT);
        world.drain(OUT + CollectReplies.ASIDE);
    }

    private PlatformAnswer<Envelope> send(Deposit deposit) {
        return send(place, deposit);
    }

    private static PlatformAnswer<Envelope> send(QueuePlace to, Deposit deposit) {
        return to.send(new Envelope(List.of(), List.of(), deposit, 0));
    }

    private Collector collector() {
        return place.collector().orElseThrow();
    }

    private List<Collected> collect() throws PlaceFailed {
        return collector()
                .collect(
                        100, sources -> sources.stream().filter(taken::contains).collect(Collectors.toSet()));
    }

    /** Looks until so many are there, or more: a look may come before a busy broker has all of them in its queue. */
    private List<Collected> found(int atLeast) {
        return await().until(this::collect, replies -> replies.size() >= atLeast);
    }

    @Test
    void aBatchIsOneLastingMessage() throws Exception {
        Deposit deposit = deposit(1, "沙龙");
        assertThat(send(deposit)).isInstanceOf(Deposited.class);

        List<Message> messages = world.drain(IN, 1);

        assertThat(messages).hasSize(1);
        Message message = messages.get(0);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getStringProperty("batchId")).isEqualTo(deposit.batchId());
        assertThat(message.getStringProperty("dataset")).isEqualTo("activity");
        assertThat(message.getStringProperty("key"))
                .isEqualTo(deposit.rows().get(0).key().toString());
        JsonNode text = JsonMapper.shared().readTree(QueueWorld.text(message));
        assertThat(text.path("resend").booleanValue()).isFalse();
        JsonNode row = text.path("rows").get(0);
        assertThat(row.path("content").binaryValue())
                .isEqualTo(deposit.rows().get(0).payload());
        assertThat(row.path("statement").binaryValue())
                .isEqualTo(deposit.rows().get(0).statement());
        assertThat(place.trouble()).isEmpty();
    }

    /** No receipt has come, so the platform has to see it again and to repeat what it said. */
    @Test
    void whatIsSentAgainReachesThePlatformAgain() {
        Deposit first = deposit(1, "again");
        send(first);
        send(deposit(2, first.rows().get(0).key(), "again"));
        assertThat(world.drain(IN, 2)).hasSize(2);
    }

    @Test
    void ofOneAttemptTheBrokerTakesOneMessage() {
        Deposit deposit = deposit(1, "twice");
        assertThat(send(deposit)).isInstanceOf(Deposited.class);
        assertThat(send(deposit)).isInstanceOf(Deposited.class);
        assertThat(world.drain(IN, 1)).hasSize(1);
    }

    /** The broker has committed and its answer is lost: asked again under the same id, it says that it has the message. */
    @Test
    void whenTheAnswerToACommitIsLostTheBrokerIsAsked() {
        AtomicInteger commits = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        Interceptor in = (packet, connection) -> {
            if (packet.getType() == PacketImpl.SESS_COMMIT) {
                commits.incrementAndGet();
            }
            return true;
        };
        Interceptor out = (packet, connection) -> {
            if (commits.get() == 1 && lost.compareAndSet(0, 1)) {
                connection.destroy();
                return false;
            }
            return true;
        };
        world.server().getRemotingService().addIncomingInterceptor(in);
        world.server().getRemotingService().addOutgoingInterceptor(out);
        try {
            assertThat(send(deposit(1, "unsure"))).isInstanceOf(Deposited.class);
        } finally {
            world.server().getRemotingService().removeIncomingInterceptor(in);
            world.server().getRemotingService().removeOutgoingInterceptor(out);
        }
        assertThat(lost).hasValue(1);
        assertThat(commits).hasValue(2);
        assertThat(world.drain(IN, 1)).hasSize(1);
    }

    @Test
    void aBrokerThatIsDownHasSurelyNothingAndWorksAgainWhenItIsUp() throws Exception {
        world.stop();
        try {
            assertThat(send(deposit(1, "down"))).isInstanceOf(NotConnected.class);
            assertThat(place.trouble().orElseThrow().why()).isEqualTo(PlaceFailed.Why.UNREACHABLE);
            PlaceFailed failed = catchThrowableOfType(PlaceFailed.class, this::collect);
            assertThat(failed.why()).isEqualTo(PlaceFailed.Why.UNREACHABLE);
        } finally {
            world.restart();
        }
        assertThat(send(deposit(1, "up"))).isInstanceOf(Deposited.class);
        assertThat(collect()).isEmpty();
        assertThat(place.trouble()).isEmpty();
    }

    @Test
    void aFullAddressHasSurelyNothingWhateverItDoesWithMore() throws Exception {
        try (QueuePlace hurried = world.hurriedPlace()) {
            for (AddressFullMessagePolicy policy :
                    List.of(AddressFullMessagePolicy.FAIL, AddressFullMessagePolicy.BLOCK)) {
                world.room(2_000, policy);
                int sent = 0;
                while (sent < 100 && send(hurried, deposit(1, "fills")) instanceof Deposited) {
                    sent++;
                }
                assertThat(sent).as("sent under %s", policy).isLessThan(100);
                assertThat(hurried.trouble().orElseThrow().why())
                        .as("%s", policy)
                        .isEqualTo(PlaceFailed.Why.FULL);
                world.room(-1, AddressFullMessagePolicy.PAGE);
                assertThat(world.drain(IN, sent)).hasSize(sent);
                assertThat(send(hurried, deposit(1, "room again"))).isInstanceOf(Deposited.class);
                world.drain(IN, 1);
            }
        }
    }

    @Test
    void whoIsNotLetInIsTold() throws Exception {
        try (QueuePlace stranger = world.place("wrong", OUT)) {
            assertThat(send(stranger, deposit(1, "x"))).isInstanceOf(NotConnected.class);
            assertThat(stranger.trouble().orElseThrow().why()).isEqualTo(PlaceFailed.Why.REFUSED);
        }
    }

    @Test
    void aReplyIsHeldUntilItIsDoneWith() throws PlaceFailed {
        UUID key = UUID.randomUUID();
        world.reply(refusal(key));
        for (int look = 0; look < 5; look++) {
            List<Collected> said = found(1);
            assertThat(said)
                    .as("look %d, more often than the broker would deliver a poisoned one", look)
                    .hasSize(1);
            assertThat(said.get(0).rows()).containsExactly(new Collected.Row(key.toString(), "4000", "", ""));
        }
        Collected said = found(1).get(0);
        collector().done(said);
        collector().done(said);
        assertThat(collect()).isEmpty();
        await().untilAsserted(() -> assertThat(world.waiting(OUT)).isZero());
    }

    @Test
    void ofSeveralRepliesOnlyTheUndoneComeAgain() throws Exception {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        world.reply(refusal(first));
        world.replyBytes(refusal(second).getBytes(StandardCharsets.UTF_8));
        world.reply(refusal(second));
        List<Collected> said = found(3);
        assertThat(said).hasSize(3);
        collector().done(said.get(1));
        assertThat(found(2))
                .extracting(Collected::source)
                .containsExactly(said.get(0).source(), said.get(2).source());
    }

    @Test
    void whatCannotBeReadGoesAsideAndBlocksNothing() throws Exception {
        UUID key = UUID.randomUUID();
        world.reply("no json");
        world.reply("{\"rows\":[]}");
        world.reply("{\"rows\":[{\"key\":\"k\",\"key\":\"k\"}]}");
        world.replyMap();
        world.replyBytes(new byte[] {(byte) 0xff, 0});
        world.reply(refusal(key));

        List<Collected> said = found(6);

        assertThat(said).hasSize(6);
        for (Collected one : said.subList(0, 5)) {
            assertThat(one.unreadable()).isEqualTo(Why.MALFORMED);
            collector().putAside(one);
        }
        collector().done(said.get(5));
        assertThat(collect()).isEmpty();
        await().untilAsserted(() ->
                assertThat(world.waiting(OUT + CollectReplies.ASIDE)).isEqualTo(5));
    }

    /** What is long goes back to its place in its own time, so that a look may come too early for one of the two. */
    @Test
    void aReplyOfTenMegabytesIsNotReadAndIsPassedOverFromThenOn() throws Exception {
        world.reply("x".repeat(10 << 20));
        UUID key = UUID.randomUUID();
        world.reply(refusal(key));
        List<Collected> said = await().until(this::collect, found -> found.size() == 2);
        assertThat(said.get(0).unreadable()).isEqualTo(Why.TOO_LONG);
        collector().putAside(said.get(0));
        taken.add(said.get(0).source());
        collector().done(said.get(1));

        await().untilAsserted(() -> assertThat(collector().collect(1, sources -> Set.copyOf(taken)))
                .extracting(Collected::source)
                .containsExactly(said.get(0).source()));
        world.reply(refusal(key));
        await().until(
                        () -> collector().collect(1, sources -> sources.stream()
                                .filter(taken::contains)
                                .collect(Collectors.toSet())),
                        found -> found.size() == 2);
        await().untilAsserted(
                        () -> assertThat(world.waiting(OUT)).as("it is kept").isEqualTo(2));
    }

    @Test
    void noMoreIsHeldAtOnceThanIsWanted() {
        for (int i = 0; i < 5; i++) {
            world.reply(refusal(UUID.randomUUID()));
        }
        List<Collected> two =
                await().until(() -> collector().collect(2, sources -> Set.of()), replies -> replies.size() >= 2);
        assertThat(two).hasSize(2);
        assertThat(found(5)).hasSize(5);
    }

    @Test
    void whereNobodyHasEverRepliedThereIsNothing() throws Exception {
        try (QueuePlace other = world.place("s3cret", "never.replied")) {
            assertThat(other.collector().orElseThrow().collect(10, sources -> Set.of()))
                    .isEmpty();
        }
    }
}
