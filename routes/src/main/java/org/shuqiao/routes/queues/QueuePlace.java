package org.shuqiao.routes.queues;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.ResultDocument;
import org.shuqiao.routes.platforms.Troubles;

/** The queues of one platform. Its address is an Artemis URL, its client id the user, its call secret the password. */
public final class QueuePlace implements DepositPlace {
    private final BrokerLink link;
    private final SendBatch sender;
    private final CollectReplies collector;
    private final Troubles troubles;

    /** @throws IllegalArgumentException for an address that is none of a broker */
    public QueuePlace(PlatformAccess access, Transport.Jms transport, Clock clock) {
        PlatformDescriptor platform = access.platform().descriptor();
        PlatformDescriptor.Limits limits = platform.limits();
        this.link = new BrokerLink(new BrokerAddress(
                access.baseUrl().toString(),
                access.clientId(),
                access.clientSecret(),
                limits.connectTimeoutMs(),
                limits.responseTimeoutMs(),
                limits.maxInFlight()));
        this.troubles = new Troubles(access.id(), clock);
        this.sender = new SendBatch(
                link, transport.address(), new BatchMessage((StatementCarrier.Body) platform.statement()));
        this.collector =
                new CollectReplies(link, transport.replyAddress(), new ResultDocument(platform.receipt()), troubles);
    }

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        try {
            boolean there = sender.send((Deposit) outgoing.freight());
            troubles.none();
            return there ? new PlatformAnswer.Deposited<>(outgoing, Map.of()) : new PlatformAnswer.NoAnswer<>(outgoing);
        } catch (PlaceFailed nothingSent) {
            troubles.met(nothingSent);
            return new PlatformAnswer.NotConnected<>(outgoing);
        }
    }

    @Override
    public Optional<Collector> collector() {
        return Optional.of(collector);
    }

    @Override
    public Optional<PlaceTrouble> trouble() {
        return troubles.now();
    }

    @Override
    public void close() {
        sender.close();
        collector.close();
        link.close();
    }
}
