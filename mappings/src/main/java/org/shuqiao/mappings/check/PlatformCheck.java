package org.shuqiao.mappings.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.MappingWords;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;

/**
 * Looks at a platform's folder before a gateway does: everything that a gateway refuses at start, and whether the sample agreement
 * permits what the mappings read, and whether each sample record comes through.
 */
public final class PlatformCheck {

    private final Datasets datasets;
    private final PlatformLoader loader;
    private final MappingWords words = new MappingWords();

    public PlatformCheck(Datasets datasets) {
        this.datasets = datasets;
        this.loader = new PlatformLoader(datasets);
    }

    /**
     * What was found.
     *
     * @param findings empty where all is well
     * @param samples how many sample records came through
     */
    public record Result(List<Finding> findings, int samples) {}

    public Result check(PlatformFolder folder) {
        List<MappingRefused> refusals = loader.refusals(folder);
        if (!refusals.isEmpty()) {
            return new Result(refusals.stream().map(words::finding).toList(), 0);
        }
        Platform platform = loader.load(folder);
        AgreementFindings agreement = new AgreementFindings(folder, platform, datasets, words);
        List<Finding> findings = new ArrayList<>(agreement.all());
        if (!findings.isEmpty()) {
            return new Result(List.copyOf(findings), 0);
        }
        int samples = 0;
        for (Map.Entry<String, List<Dataset.Sample>> each : samples(platform).entrySet()) {
            Dataset dataset = datasets.find(each.getKey()).orElseThrow();
            SampleTrial trial = new SampleTrial(folder, platform, dataset, agreement.rules(dataset), words);
            for (Dataset.Sample sample : each.getValue()) {
                findings.addAll(trial.of(sample));
                samples++;
            }
        }
        return new Result(List.copyOf(findings), samples);
    }

    private Map<String, List<Dataset.Sample>> samples(Platform platform) {
        Map<String, List<Dataset.Sample>> samples = new TreeMap<>();
        for (String id : platform.descriptor().datasets().keySet()) {
            datasets.find(id).ifPresent(dataset -> samples.put(id, dataset.samples()));
        }
        return samples;
    }
}
