package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;

/** What a center can hand in here: records of datasets that a platform takes. */
@Component
final class CenterDesk {
    private final Map<String, RecordShape> shapes = new LinkedHashMap<>();
    private final PlatformDirectory platforms;
    private final AgreementBook agreements;
    private final Names names;
    private final Clock clock;

    CenterDesk(Journeys journeys, Datasets datasets, Names names, Clock clock) {
        for (Dataset dataset : datasets.all()) {
            shapes.put(dataset.id(), RecordShape.of(dataset));
        }
        this.platforms = journeys.parts().platforms();
        this.agreements = journeys.agreements().book();
        this.names = names;
        this.clock = clock;
    }

    record Offer(String id, String label) {}

    List<Offer> offers(Locale locale) {
        return shapes.values().stream()
                .filter(this::isOffered)
                .map(shape -> new Offer(shape.id(), shape.label(Names.isChinese(locale))))
                .toList();
    }

    boolean offers(String dataset) {
        RecordShape shape = shapes.get(dataset);
        return shape != null && isOffered(shape);
    }

    private boolean isOffered(RecordShape shape) {
        return shape.dataset().isSubmitted()
                && !platforms.forDataset(shape.id()).isEmpty();
    }

    /** @throws Failure {@link FailureCode#UNKNOWN_DATASET}, or {@link FailureCode#DATASET_NOT_SUBMITTED} */
    RecordShape offered(String dataset) {
        RecordShape shape = shapes.get(dataset);
        if (shape == null) {
            throw new Failure(FailureCode.UNKNOWN_DATASET);
        }
        if (!isOffered(shape)) {
            throw new Failure(FailureCode.DATASET_NOT_SUBMITTED);
        }
        return shape;
    }

    /** The names of the platforms that take records of a dataset and have an agreement in force that covers those of the center. */
    List<String> takers(String center, String dataset) {
        Instant now = clock.instant();
        return platforms(dataset, platform -> agreements.covers(center, platform, dataset, now));
    }

    /** The names of those whose agreement is suspended: what is handed in waits, and is sent after the agreement is resumed. */
    List<String> laterTakers(String center, String dataset) {
        Instant now = clock.instant();
        return platforms(dataset, platform -> agreements.suspends(center, platform, dataset, now));
    }

    private List<String> platforms(String dataset, Predicate<String> which) {
        return platforms.forDataset(dataset).stream()
                .map(PlatformAccess::id)
                .filter(which)
                .map(names::platform)
                .toList();
    }

    /** Of any dataset, also one that nobody hands in; null for one that nobody knows any more. */
    @Nullable RecordShape shape(String dataset) {
        return shapes.get(dataset);
    }
}
