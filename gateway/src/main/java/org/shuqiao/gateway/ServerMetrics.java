package org.shuqiao.gateway;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.springframework.stereotype.Component;

/** The ledger and the broker as this gateway has them: {@code shuqiao_ledger_*}, {@code shuqiao_broker_*}, {@code shuqiao_hints_*}. */
@Component
final class ServerMetrics implements MeterBinder {
    private final Journeys journeys;
    private final Servers servers;
    private final OpenFigures figures;
    private final BrokerQueues queues;
    private final Set<String> queueNames;

    ServerMetrics(Journeys journeys, Servers servers, OpenFigures figures, Clock clock) {
        this.journeys = journeys;
        this.servers = servers;
        this.figures = figures;
        this.queueNames = new TreeSet<>(Set.of(Hints.PREPARE));
        journeys.parts().platforms().all().forEach(access -> queueNames.add(Hints.deliver(access.id())));
        this.queues = new BrokerQueues(servers.broker(), queueNames, clock);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindPool(registry);
        journeys.committers().keySet().forEach(name -> bindCommitter(registry, name));
        gauge(
                registry,
                "shuqiao.submissions.waiting",
                null,
                "Submissions that are accepted and not prepared",
                f -> f.figure(s -> s.submissions().count()));
        gauge(
                registry,
                "shuqiao.submissions.oldest.waiting",
                "seconds",
                "How long the oldest of them has waited",
                f -> f.figure(s -> s.age(s.submissions().since())));
        gauge(
                registry,
                "shuqiao.receipts.late",
                "transfers",
                "Transfers whose receipt has not come in the time of an agreement",
                f -> f.figure(s -> s.late().stream().mapToLong(Open::transfers).sum()));
        gauge(
                registry,
                "shuqiao.use.reports.overdue",
                "reports",
                "Reports on use that consumers owe and have not given in time",
                f -> f.figure(s -> s.overdueReports().count()));
        gauge(
                registry,
                "shuqiao.inbox.unread",
                "messages",
                "Messages that centers have not collected",
                f -> f.figure(s -> s.unread().messages()));
        for (String queue : queueNames) {
            Gauge.builder("shuqiao.broker.queue", queues, q -> q.depth(queue))
                    .tag("queue", queue)
                    .baseUnit("messages")
                    .description("Hints that lie in the queue; not a number while the broker is away")
                    .register(registry);
        }
        FunctionCounter.builder("shuqiao.hints.lost", journeys, Journeys::hintsLost)
                .description("Hints that could not be sent; the sweeper makes up for them")
                .register(registry);
    }

    private void bindPool(MeterRegistry registry) {
        pool(registry, "active", HikariPoolMXBean::getActiveConnections);
        pool(registry, "idle", HikariPoolMXBean::getIdleConnections);
        Gauge.builder("shuqiao.ledger.waiting", servers, s -> s.pool().getThreadsAwaitingConnection())
                .baseUnit("threads")
                .description("Threads that wait for a connection of the ledger")
                .register(registry);
    }

    private void pool(MeterRegistry registry, String state, ToDoubleFunction<HikariPoolMXBean> figure) {
        Gauge.builder("shuqiao.ledger", servers, s -> figure.applyAsDouble(s.pool()))
                .tag("state", state)
                .baseUnit("connections")
                .description("Connections of the ledger")
                .register(registry);
    }

    private void bindCommitter(MeterRegistry registry, String name) {
        FunctionCounter.builder("shuqiao.ledger.commits", journeys, j -> figures(j, name)
                        .commits())
                .tag("committer", name)
                .description("Group commits")
                .register(registry);
        FunctionCounter.builder(
                        "shuqiao.ledger.rows", journeys, j -> figures(j, name).rows())
                .tag("committer", name)
                .description("Rows of all group commits; divided by their number, the size of a commit")
                .register(registry);
        Gauge.builder("shuqiao.ledger.uncommitted", journeys, j -> figures(j, name)
                        .waiting())
                .tag("committer", name)
                .baseUnit("rows")
                .description("Rows that wait for the next group commit")
                .register(registry);
    }

    private static GroupCommitter.Figures figures(Journeys journeys, String name) {
        return Objects.requireNonNull(journeys.committers().get(name));
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String description,
            ToDoubleFunction<OpenFigures> figure) {
        Gauge.builder(name, figures, figure)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}
