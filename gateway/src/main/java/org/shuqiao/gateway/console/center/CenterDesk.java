package org.shuqiao.gateway.console.center;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;

/** What a center can hand in here: records of datasets that a platform takes. */
@Component
final class CenterDesk {
    private final Map<String, RecordShape> shapes = new LinkedHashMap<>();
    private final PlatformDirectory platforms;
    private final Names names;

    CenterDesk(Journeys journeys, Datasets datasets, Names names) {
        for (Dataset dataset : datasets.all()) {
            shapes.put(dataset.id(), RecordShape.of(dataset));
        }
        this.platforms = journeys.parts().platforms();
        this.names = names;
    }

    /** @param takers names of the platforms that take it */
    record Offer(String id, String label, List<String> takers) {}

    List<Offer> offers(Locale locale) {
        return shapes.values().stream()
                .filter(this::isOffered)
                .map(shape -> new Offer(shape.id(), shape.label(Names.isChinese(locale)), takers(shape.id())))
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

    /** The names of the platforms that take records of a dataset. */
    List<String> takers(String dataset) {
        return platforms.forDataset(dataset).stream()
                .map(access -> names.platform(access.id()))
                .toList();
    }

    /** Of any dataset, also one that nobody hands in; null for one that nobody knows any more. */
    @Nullable RecordShape shape(String dataset) {
        return shapes.get(dataset);
    }
}
