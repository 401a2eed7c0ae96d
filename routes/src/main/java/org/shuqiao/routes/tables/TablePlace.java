package org.shuqiao.routes.tables;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;
import org.shuqiao.routes.platforms.Troubles;

/** The exchange table of one platform. Its address is a JDBC URL, its client id the user, its call secret the password. */
public final class TablePlace implements DepositPlace {
    private final TableConnections connections;
    private final DepositRows deposits;
    private final CollectRows collector;
    private final Troubles troubles;

    /**
     * @param within how long laying down may take, after which no further row is begun
     * @throws IllegalArgumentException for an address that is none of a database
     */
    public TablePlace(PlatformAccess access, Transport.ExchangeTable transport, Duration within, Clock clock) {
        String url = access.baseUrl().toString();
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("the address of an exchange table is a JDBC URL");
        }
        PlatformDescriptor.Limits limits = access.platform().descriptor().limits();
        this.connections = new TableConnections(new TableAddress(
                url,
                access.clientId(),
                access.clientSecret(),
                limits.connectTimeoutMs(),
                limits.responseTimeoutMs(),
                limits.maxInFlight() + 1));
        this.troubles = new Troubles(access.id(), clock);
        TableSql sql = new TableSql(transport);
        int seconds = connections.statementSeconds();
        TableShape shape = new TableShape(sql, seconds);
        LayRows rows = new LayRows(sql, new RowValues(new PlainValues(sql.pointers())), seconds);
        this.deposits = new DepositRows(connections, shape, rows, within);
        this.collector = new CollectRows(connections, shape, sql, troubles);
    }

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        try {
            Map<UUID, Laid> otherwise = deposits.lay((Deposit) outgoing.freight());
            if (!otherwise.containsValue(Laid.NOT_LAID)) {
                troubles.none();
            }
            return new PlatformAnswer.Deposited<>(outgoing, otherwise);
        } catch (PlaceFailed nothingLaid) {
            troubles.met(nothingLaid);
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
        collector.close();
        connections.close();
    }
}
