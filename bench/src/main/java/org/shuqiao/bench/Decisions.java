package org.shuqiao.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.AgreementSnapshot;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.DecisionOrder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures how long a decision takes among agreements of as many centers, and how long it takes to compile these. */
final class Decisions {
    private static final String PLATFORM = "qingdao";
    private static final String DATASET = "activity";
    private static final int ROUND = 100_000;
    private static final Instant DURING = Instant.parse("2026-06-01T00:00:00Z");

    private final Random random = new Random(1);
    private final DecisionOrder order = new DecisionOrder((mask, than) -> mask.equals(than), Purposes.load());
    private final Platform platform;
    private final List<byte[]> documents = new ArrayList<>();
    private final List<DecisionOrder.Question> questions = new ArrayList<>();

    /** @param agreements how many, each of another center */
    Decisions(int agreements) {
        this.platform = Platforms.load(Datasets.load()).find(PLATFORM).orElseThrow();
        ObjectNode sample = (ObjectNode) JsonMapper.shared().readTree(platform.sampleAgreement());
        sample.withObject("/valid").put("from", "2026-01-01").put("to", "2026-12-31");
        for (int i = 0; i < agreements; i++) {
            String center = String.format("9137%014d", i);
            sample.put("id", "agreement-" + i).withObject("/provider").put("usci", center);
            documents.add(JsonMapper.shared().writeValueAsBytes(sample));
            questions.add(question(center));
        }
    }

    private DecisionOrder.Question question(String center) {
        PlatformDescriptor descriptor = platform.descriptor();
        return new DecisionOrder.Question(
                Agreement.Direction.OUT,
                center,
                PLATFORM,
                descriptor.endpointId(),
                "api",
                DATASET,
                "1.0",
                Objects.requireNonNull(descriptor.datasets().get(DATASET)).catalogCode(),
                descriptor.purpose(),
                descriptor.acts(),
                descriptor.passesOnTo(),
                "370212",
                null,
                null,
                DURING);
    }

    /** Reads every document, as a gateway does when it starts. */
    AgreementSnapshot compiled() {
        return AgreementSnapshot.of(documents.stream()
                .map(document -> AgreementDocument.parse(document).agreement(Agreement.State.ACTIVE))
                .toList());
    }

    /** Of the last of some rounds, the others being there to warm up. */
    long medianNanos(AgreementSnapshot snapshot, int rounds) {
        long[] nanos = new long[ROUND];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < ROUND; i++) {
                DecisionOrder.Question question = questions.get(random.nextInt(questions.size()));
                long start = System.nanoTime();
                Decision decision = order.decide(snapshot.between(question.center(), PLATFORM), question);
                nanos[i] = System.nanoTime() - start;
                if (!(decision instanceof Decision.Permit)) {
                    throw new IllegalStateException("a decision that is no permit");
                }
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUND / 2];
    }
}
