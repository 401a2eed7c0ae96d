package org.shuqiao.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Submitters that hand in numbered records, each once, while the gateway comes and goes, until they are told to end. They remember what was answered; a record
 * without an answer is not handed in again, because whether it was stored is the gateway's word to keep either way.
 */
final class InterruptedLoad {
    private static final Duration GATEWAY_BACK_WITHIN = Duration.ofMinutes(3);
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final KillableGateway gateway;
    private final ActivityRecords records;
    private final String apiKey;
    private final AtomicLong next = new AtomicLong(1);
    private final Map<Long, String> accepted = new ConcurrentHashMap<>();
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    InterruptedLoad(KillableGateway gateway, ActivityRecords records, String apiKey) {
        this.gateway = gateway;
        this.records = records;
        this.apiKey = apiKey;
    }

    /** Hands in the first record and waits for the answer. */
    void submitOne() throws IOException {
        long number = next.getAndIncrement();
        try (GatewayConnection connection = connect(gateway.url())) {
            keep(number, connection.post(records.record(number)));
        }
    }

    void start(int submitters) {
        for (int i = 0; i < submitters; i++) {
            Thread thread = new Thread(this::submit, "submitter-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Ends the load once what is on its way is answered or known to have no answer. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** How many records were handed in. */
    int submitted() {
        return Math.toIntExact(next.get() - 1);
    }

    /** Submission ids of the records that were answered 202, by number of the record. */
    Map<Long, String> accepted() {
        return accepted;
    }

    /** Numbers of the records that may have been stored or not. */
    Set<Long> unanswered() {
        return unanswered;
    }

    /** Answers that a good record should never get, and failures of a submitter. */
    Queue<String> unexpected() {
        return unexpected;
    }

    private void submit() {
        URI address = gateway.url();
        GatewayConnection connection = connect(address);
        while (!ended) {
            long number = next.getAndIncrement();
            try {
                keep(number, connection.post(records.record(number)));
            } catch (IOException noAnswer) {
                unanswered.add(number);
                address = awaitOtherThan(address);
                connection = connect(address);
            }
        }
        try {
            connection.close();
        } catch (IOException e) {
            unexpected.add(e.toString());
        }
    }

    private void keep(long number, HttpMessage answer) {
        if (answer.status() == 202) {
            accepted.put(
                    number,
                    JsonMapper.shared()
                            .readTree(answer.body())
                            .required("submissionId")
                            .stringValue());
        } else {
            unexpected.add(answer.startLine());
        }
    }

    private GatewayConnection connect(URI address) {
        return new GatewayConnection(
                address.resolve("/api/v1/submissions/" + ActivityRecords.DATASET), apiKey, gateway.trust());
    }

    /** The same address again when the gateway does not come back in time: the next failure tells. */
    private URI awaitOtherThan(URI gone) {
        long end = System.nanoTime() + GATEWAY_BACK_WITHIN.toNanos();
        while (gateway.url().equals(gone) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return gateway.url();
    }
}
