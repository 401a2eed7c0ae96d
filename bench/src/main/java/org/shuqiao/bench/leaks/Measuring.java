package org.shuqiao.bench.leaks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.mappings.Datasets;

/** Takes records with secrets, and as many clean ones, along the {@link Journey}, on every core. */
final class Measuring {
    private static final int DICTIONARY_TERMS = 10_000;

    private final Vocabulary vocabulary;
    private final Journey journey;
    private final RecordMaker maker;

    Measuring(long seed) {
        Datasets datasets = Datasets.load();
        this.vocabulary = new Vocabulary(seed, DICTIONARY_TERMS);
        this.journey = new Journey(datasets, vocabulary.dictionary());
        this.maker = new RecordMaker(seed, datasets, vocabulary);
    }

    /** @param records of each sort */
    Results run(int records) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Results>> parts = new ArrayList<>();
            for (int part = 0; part < threads; part++) {
                int first = part;
                parts.add(pool.submit(() -> part(first, threads, records)));
            }
            Results all = new Results();
            for (Future<Results> part : parts) {
                all.add(part.get());
            }
            return all;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a record could not be taken along", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** @param home of a gateway that never ran */
    HttpRun.Outcome overHttp(Path home, int records) throws IOException, InterruptedException, CertificateRefused {
        return HttpRun.run(home, records, maker, vocabulary);
    }

    private Results part(int first, int step, int records) {
        Results results = new Results();
        for (int number = first; number < records; number += step) {
            PlantedRecord planted = maker.planted(number);
            results.planted(planted, journey.take(planted.dataset(), planted.json()));
            PlantedRecord clean = maker.clean(number);
            results.clean(journey.take(clean.dataset(), clean.json()));
        }
        return results;
    }
}
