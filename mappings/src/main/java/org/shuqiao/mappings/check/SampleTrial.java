package org.shuqiao.mappings.check;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.RuleRefused;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.platforms.MappingWords;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueScanner;

/** Sample records of a dataset on their way to a platform, under its sample agreement. */
final class SampleTrial {

    private static final String WATERMARK = "数据来源标记";

    private final String file;
    private final Platform platform;
    private final Dataset dataset;
    private final PlatformMapping mapping;
    private final List<FieldRule> rules;
    private final MappingWords words;
    private final Desensitiser desensitiser = new Desensitiser(new TrialKeys());
    private final ResidueScanner scanner = new ResidueScanner();

    SampleTrial(PlatformFolder folder, Platform platform, Dataset dataset, List<FieldRule> rules, MappingWords words) {
        this.file = folder.path(PlatformLoader.mappingFile(dataset.id()));
        this.platform = platform;
        this.dataset = dataset;
        this.mapping = platform.mapping(dataset.id()).orElseThrow();
        this.rules = rules;
        this.words = words;
    }

    List<Finding> of(Dataset.Sample sample) {
        String name = dataset.id() + "/" + sample.name();
        try {
            Desensitised left = desensitiser.apply(dataset, dataset.read(sample.bytes()), rules, platform.id());
            MappedPayload payload = mapping.map(left, mapping.hasWatermark() ? WATERMARK : null);
            List<Finding> residues = new ArrayList<>();
            for (Residue residue : scanner.scan(payload, CenterDictionary.empty())) {
                residues.add(words.finding(Reason.SAMPLE_RESIDUE, file, 1, name, residue.targetPath()));
            }
            return residues;
        } catch (RuleRefused unfit) {
            return List.of(words.finding(Reason.SAMPLE_REFUSED, file, 1, name, ""));
        } catch (MappingRefused unfit) {
            return List.of(words.finding(unfit.reason(), file, 1, name + unfit.path(), unfit.detail()));
        }
    }
}
