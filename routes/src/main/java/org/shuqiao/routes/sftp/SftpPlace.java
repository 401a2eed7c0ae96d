package org.shuqiao.routes.sftp;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;
import org.shuqiao.routes.steps.Limits;

/** A platform that is reached by files on an SFTP server: ours in one folder, its results in another. */
public final class SftpPlace implements DepositPlace {
    private static final int DEFAULT_PORT = 22;
    private static final int MAX_SENDER_CHARS = 32;

    private final SftpLink link;
    private final BuildDrop build;
    private final PutDrop put;
    private final SftpCollector collector;
    private final SftpHealth dropping;
    private final SftpHealth collecting;

    /**
     * Nothing is connected yet.
     *
     * @throws IllegalArgumentException where the address, our code or the host keys cannot be used
     */
    public SftpPlace(PlatformAccess access, AttachmentSource attachments, Clock clock) {
        PlatformDescriptor descriptor = access.platform().descriptor();
        Transport.Sftp transport = (Transport.Sftp) descriptor.transport();
        requireCode(access.clientId());
        this.link = new SftpLink(server(access, descriptor.limits()));
        this.build = new BuildDrop(access, transport.dataFolder(), attachments);
        this.put = new PutDrop(link, Limits.DROP_PATIENCE, clock);
        this.dropping = new SftpHealth(access.id(), clock);
        this.collecting = new SftpHealth(access.id(), clock);
        this.collector = new SftpCollector(link, transport.resultFolder(), descriptor.receipt(), collecting);
    }

    private static SftpServer server(PlatformAccess access, PlatformDescriptor.Limits limits) {
        URI address = access.baseUrl();
        String host = address.getHost();
        if (!"sftp".equals(address.getScheme()) || host == null) {
            throw new IllegalArgumentException("the address of platform " + access.id() + " is not sftp://host:port");
        }
        return new SftpServer(
                host,
                address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
                access.clientId(),
                HostKeys.parse(access.hostKeys()),
                access.clientSecret(),
                Duration.ofMillis(limits.connectTimeoutMs()),
                Duration.ofMillis(limits.responseTimeoutMs()));
    }

    /** It is part of the names of files. */
    private static void requireCode(String clientId) {
        if (!Names.isPlain(clientId) || clientId.length() > MAX_SENDER_CHARS || clientId.contains(".")) {
            throw new IllegalArgumentException("who drops files has a code of at most 32 letters, digits, - and _");
        }
    }

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        BuildDrop.Built built = build.build((Deposit) outgoing.freight());
        Map<UUID, Laid> otherwise = new HashMap<>();
        built.refused().forEach(transfer -> otherwise.put(transfer, Laid.REFUSED));
        if (built.drop().isEmpty()) {
            return new PlatformAnswer.Deposited<>(outgoing, otherwise);
        }
        Laid otherThanLaid = laid(built.drop().get());
        if (otherThanLaid == null) {
            return new PlatformAnswer.Deposited<>(outgoing, otherwise);
        }
        if (otherwise.isEmpty()) {
            return otherThanLaid == Laid.NOT_LAID
                    ? new PlatformAnswer.NotConnected<>(outgoing)
                    : new PlatformAnswer.NoAnswer<>(outgoing);
        }
        ((Deposit) outgoing.freight()).rows().forEach(row -> otherwise.putIfAbsent(row.key(), otherThanLaid));
        return new PlatformAnswer.Deposited<>(outgoing, otherwise);
    }

    /** @return null where it is delivered */
    private @Nullable Laid laid(Drop drop) {
        try {
            PutDrop.Fate fate = put.put(drop);
            dropping.well();
            return fate == PutDrop.Fate.DELIVERED ? null : Laid.UNSURE;
        } catch (SftpTrouble surelyNot) {
            dropping.met(surelyNot);
            return Laid.NOT_LAID;
        }
    }

    @Override
    public Optional<Collector> collector() {
        return Optional.of(collector);
    }

    @Override
    public Optional<PlaceTrouble> trouble() {
        return dropping.trouble().or(collecting::trouble);
    }

    @Override
    public void close() {
        link.close();
    }
}
