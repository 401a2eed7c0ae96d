package org.shuqiao.routes;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.camel.spi.Registry;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.AskLedger;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.PollLedger;
import org.shuqiao.routes.platforms.Batches;
import org.shuqiao.routes.platforms.BuildEnvelope;
import org.shuqiao.routes.platforms.BuildPoll;
import org.shuqiao.routes.platforms.BuildQuestion;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.PlaceTrouble;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.platforms.PlatformClient;
import org.shuqiao.routes.platforms.PlatformDoor;
import org.shuqiao.routes.platforms.ReadAnswer;
import org.shuqiao.routes.platforms.ReadFindings;
import org.shuqiao.routes.platforms.ReadPoll;
import org.shuqiao.routes.platforms.Rests;
import org.shuqiao.routes.steps.ClaimPolls;
import org.shuqiao.routes.steps.ClaimQuestions;
import org.shuqiao.routes.steps.ClaimTransfers;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.HintWorkedOff;
import org.shuqiao.routes.steps.ReceivedReturn;
import org.shuqiao.routes.steps.SettleFindings;
import org.shuqiao.routes.steps.TakePoll;

/** The steps that know their platform, bound under the names by which {@link DeliverRoute}, {@link AskRoute} and
 * {@link PollRoute} find them. */
final class PlatformSteps implements AutoCloseable {
    private final JourneyParts parts;
    private final Hints hints;
    private final Departures departures;
    private final Registry registry;
    private final Map<String, PlatformCalls> calls = new LinkedHashMap<>();
    private final Map<String, PlatformDoor> doors = new HashMap<>();
    private final Map<String, Collector> collectors = new HashMap<>();
    private final Map<String, Rests> rests = new HashMap<>();
    private final List<ExecutorService> senders = new ArrayList<>();

    PlatformSteps(JourneyParts parts, Hints hints, Departures departures, Registry registry) throws CertificateRefused {
        this.parts = parts;
        this.hints = hints;
        this.departures = departures;
        this.registry = registry;
        for (PlatformAccess access : parts.platforms().all()) {
            PlatformDescriptor platform = access.platform().descriptor();
            calls.put(access.id(), new PlatformCalls(access, parts.clock(), parts.random()));
            rests.put(access.id(), Rests.of(platform, parts.clock(), parts.random()));
            bindDelivery(access, platform);
            if (platform.query().isPresent()) {
                bindAsking(access, platform, platform.query().get());
            }
        }
    }

    private void bindDelivery(PlatformAccess access, PlatformDescriptor platform) throws CertificateRefused {
        PlatformDescriptor.Limits limits = platform.limits();
        doors.put(access.id(), door(access, limits));
        ExecutorService pool = Executors.newFixedThreadPool(limits.maxInFlight());
        senders.add(pool);
        bind(
                DeliverRoute.CLAIM_TRANSFERS,
                access,
                new ClaimTransfers(
                        parts.ledger().deliveries(),
                        access,
                        Ledger.CIRCUIT.failures(),
                        Batches.over(platform.transport(), platform.encrypts()),
                        departures));
        bind(DeliverRoute.BUILD_ENVELOPE, access, new BuildEnvelope(callsOf(access)));
        bind(DeliverRoute.READ_ANSWER, access, new ReadAnswer(callsOf(access), restsOf(access), parts.clock()));
        bind(DeliverRoute.HINT_WORKED_OFF, access, new HintWorkedOff(hints, Hints.deliver(access.id())));
        bind(DeliverRoute.SENDERS, access, pool);
    }

    private PlatformDoor door(PlatformAccess access, PlatformDescriptor.Limits limits) {
        if (access.platform().descriptor().transport().isLaidDown()) {
            DepositPlace place = parts.places().open(access);
            place.collector().ifPresent(collector -> collectors.put(access.id(), collector));
            return place;
        }
        return new PlatformClient(
                limits.maxInFlight(),
                limits.connectTimeoutMs(),
                limits.responseTimeoutMs(),
                callsOf(access).clock());
    }

    private void bindAsking(PlatformAccess access, PlatformDescriptor platform, PlatformDescriptor.Query query)
            throws CertificateRefused {
        AskLedger asks = parts.ledger().asks();
        int sendsAllowed = platform.limits().attempts();
        bind(AskRoute.CLAIM_QUESTIONS, access, new ClaimQuestions(asks, access, query.maxKeys()));
        bind(AskRoute.BUILD_QUESTION, access, new BuildQuestion(callsOf(access)));
        bind(AskRoute.READ_FINDINGS, access, new ReadFindings(access, restsOf(access), parts.clock()));
        bind(
                AskRoute.SETTLE_FINDINGS,
                access,
                new SettleFindings(new BatchWriter<>(parts.ledger().transaction(), findings -> {
                    asks.settle(findings, sendsAllowed);
                    return findings;
                })));
    }

    /** @param journey takes each batch that comes */
    void bindPolls(Consumer<ReceivedReturn> journey, AgreementBook agreements, Clock clock) {
        PollLedger ledger = parts.ledger().polls();
        for (PlatformAccess access : parts.platforms().all()) {
            PlatformDescriptor platform = access.platform().descriptor();
            platform.returns().flatMap(ReturnDescription::poll).ifPresent(poll -> {
                bind(PollRoute.CLAIM_POLLS, access, new ClaimPolls(ledger, access, poll, agreements, clock));
                bind(PollRoute.BUILD_POLL, access, new BuildPoll(callsOf(access)));
                bind(PollRoute.READ_POLL, access, new ReadPoll(platform));
                bind(PollRoute.TAKE_POLL, access, new TakePoll(ledger, access.id(), journey));
            });
        }
    }

    private void bind(String step, PlatformAccess access, Object bean) {
        registry.bind(step + access.id(), bean);
    }

    private PlatformCalls callsOf(PlatformAccess access) {
        return Objects.requireNonNull(calls.get(access.id()));
    }

    private Rests restsOf(PlatformAccess access) {
        return Objects.requireNonNull(rests.get(access.id()));
    }

    List<PlatformCalls> calls() {
        return List.copyOf(calls.values());
    }

    Map<String, PlatformDoor> doors() {
        return Map.copyOf(doors);
    }

    List<PlaceTrouble> placeTroubles() {
        return doors.values().stream().flatMap(door -> door.trouble().stream()).toList();
    }

    Map<String, Collector> collectors() {
        return Map.copyOf(collectors);
    }

    Map<String, Rests> rests() {
        return Map.copyOf(rests);
    }

    /** Once nothing is sent any more. */
    @Override
    public void close() throws IOException {
        senders.forEach(ExecutorService::shutdown);
        calls.values().forEach(PlatformCalls::close);
        for (PlatformDoor door : doors.values()) {
            door.close();
        }
    }
}
